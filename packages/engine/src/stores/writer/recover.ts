import type { Columnar, Relational } from '../store.ts';
import { postgres } from './statement.ts';
import { countRuns, readExtents, recomputeAll } from './summary-store.ts';

/**
 * Mends what batches left that were begun and not committed: their points stay, being what a replay writes again, and
 * the summaries, counts and extents of their series are made equal to them.
 */
export async function recover(relational: Relational, columnar: Columnar): Promise<void> {
  const open = await relational.query(postgres('select sequence, project, metrics, runs from batch order by sequence'));
  for (const [sequence, project, metrics, runs] of open.rows) {
    await mend(relational, columnar, Number(sequence), Number(project), metrics as number[], runs as number[]);
  }
}

async function mend(
  relational: Relational,
  columnar: Columnar,
  sequence: number,
  project: number,
  metrics: readonly number[],
  runs: readonly number[],
): Promise<void> {
  if (metrics.length > 0) await recomputeAll(columnar, project, sequence, metrics, runs);
  const hidden = await relational.query(postgres('select number from run where project = $1 and deleted', project));
  const unseen = hidden.rows.map((row) => Number(row[0]));
  const counts = await countRuns(columnar, project, metrics, unseen);
  const extents = await readExtents(columnar, project, runs);
  await relational.transaction(async (tx) => {
    await tx.query(
      postgres(
        `update name set runs = given.runs, version = $1
         from unnest($2::int[], $3::int[]) as given (id, runs) where name.id = given.id and name.runs <> given.runs`,
        sequence,
        metrics,
        metrics.map((metric) => counts.get(metric) ?? 0),
      ),
    );
    await tx.query(
      postgres(
        `update run set step = given.step, first_time = given.first_time, last_time = given.last_time
         from unnest($1::int[], $2::float8[], $3::float8[], $4::float8[]) as given (number, step, first_time, last_time)
         where run.number = given.number`,
        extents.map((extent) => extent.run),
        extents.map((extent) => extent.lastStep),
        extents.map((extent) => extent.firstTime),
        extents.map((extent) => extent.lastTime),
      ),
    );
    await tx.query(postgres('delete from batch where sequence = $1', sequence));
  });
}
