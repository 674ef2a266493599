import type { Relational } from '../store.ts';
import type { Batch } from '../write.ts';
import { nameKey, type Reservation } from './reserve.ts';
import { postgres } from './statement.ts';
import { storableJson, storableText } from './storable-text.ts';
import type { PlacedArtifact } from './write-artifacts.ts';

type Tx = Pick<Relational, 'query'>;

/** Writes what runs used and made. */
export async function commitArtifactLinks(tx: Tx, artifacts: readonly PlacedArtifact[]): Promise<void> {
  if (artifacts.length === 0) return;
  await tx.query(
    postgres(
      `insert into artifact_link (run, role, name, digest)
       select distinct run, role, name, digest
       from jsonb_to_recordset($1::text::jsonb) as given (run int, role text, name text, digest text)
       on conflict do nothing`,
      JSON.stringify(artifacts.map(({ run, role, name, digest }) => ({ run, role, name, digest }))),
    ),
  );
}

/** Writes the goals that the source knows, but for metrics whose goal a person has set. */
export async function commitGoals(tx: Tx, reservation: Reservation, goals: Batch['goals'] = []): Promise<void> {
  if (goals.length === 0) return;
  const byName = new Map(
    goals.map(({ metric, goal }) => [reservation.names.get(nameKey('metric', storableText(metric))) ?? 0, goal]),
  );
  const changed = await tx.query(
    postgres(
      `insert into goal (name, goal) select * from unnest($1::int[], $2::text[])
       on conflict (name) do update set goal = excluded.goal
       where goal.origin = 'source' and goal.goal <> excluded.goal returning name`,
      [...byName.keys()],
      [...byName.values()],
    ),
  );
  await tx.query(
    postgres(
      'update name set version = $1 where id = any($2)',
      reservation.sequence,
      changed.rows.map((row) => Number(row[0])),
    ),
  );
}

/** Adds to the counts of metrics the runs that have them now for the first time. */
export async function commitMetricCounts(
  tx: Tx,
  sequence: number,
  newRunsOf: ReadonlyMap<number, number>,
): Promise<void> {
  if (newRunsOf.size === 0) return;
  await tx.query(
    postgres(
      `update name set version = $1, runs = name.runs + given.more
       from unnest($2::int[], $3::int[]) as given (id, more) where name.id = given.id`,
      sequence,
      [...newRunsOf.keys()],
      [...newRunsOf.values()],
    ),
  );
}

/** Writes where the reader stands. */
export async function commitPositions(tx: Tx, project: number, source: string, positions: Batch['positions'] = []) {
  if (positions.length === 0) return;
  const latest = new Map(positions.map(({ key, position }) => [storableText(key), position]));
  await tx.query(
    postgres(
      `insert into source_position (project, source, key, position)
       select $1, $2, given.key, coalesce(given.position, 'null') from jsonb_to_recordset($3::text::jsonb) as given (key text, position jsonb)
       on conflict (project, source, key) do update set position = excluded.position`,
      project,
      source,
      storableJson([...latest].map(([key, position]) => ({ key, position }))),
    ),
  );
}
