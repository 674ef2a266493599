import type { Columnar, Relational } from '../../store.ts';
import { clickhouse, numberBytes, numbersIn, postgres } from '../statement.ts';
import type { Change } from './change.ts';
import { recountNames } from './recount-names.ts';
import { refreshKinship } from './refresh-kinship.ts';

/** How many of some runs have a metric. */
export interface MetricCount {
  readonly metric: number;
  readonly runs: number;
}

/** Runs of one project. */
interface Part {
  readonly project: number;
  readonly runs: readonly number[];
}

/** The runs by project. */
export async function partsOf(relational: Relational, runs: readonly number[]): Promise<readonly Part[]> {
  const { rows } = await relational.query(
    postgres('select project, array_agg(number) from run where number = any($1) group by project', runs),
  );
  return rows.map(([project, numbers]) => ({ project: Number(project), runs: numbers as number[] }));
}

/** How many of these runs have each metric, as the summaries say. */
export async function readMetricCounts(
  relational: Relational,
  columnar: Columnar,
  numbers: readonly number[],
): Promise<readonly MetricCount[]> {
  const counts: MetricCount[] = [];
  for (const { project, runs } of await partsOf(relational, numbers)) {
    const table = await columnar.query(
      clickhouse(
        `SELECT metric, uniqExact(run) AS runs FROM xt.summary
         WHERE project = {p1:UInt32} AND run IN ${numbersIn('p2')} GROUP BY metric`,
        project,
        numberBytes(runs),
      ),
    );
    for (let i = 0; i < table.numRows; i++) {
      const read = (name: string) => Number(table.getChild(name)?.get(i));
      counts.push({ metric: read('metric'), runs: read('runs') });
    }
  }
  return counts;
}

/** Takes runs that are all in sight out of it; returns how many. */
export async function removeRuns(change: Change, runs: readonly number[], counts: readonly MetricCount[]) {
  const { tx, sequence } = change;
  const removed = await tx.query(
    postgres(
      'update run set deleted = true, missed = false, sequence = $2 where number = any($1) and not deleted returning number',
      runs,
      sequence,
    ),
  );
  sameLength(removed.rows.length, runs.length);
  const edges = await tx.query(
    postgres(
      `with gone as (delete from edge where parent = any($1) or child = any($1) returning *)
       insert into edge_removed (parent, child, kind, step, logged, origin, cut)
       select parent, child, kind, step, logged, origin, false from gone
       on conflict (parent, child, kind) do update set step = excluded.step returning parent, child`,
      runs,
    ),
  );
  await refreshEnds(change, edges.rows);
  await recountAll(change, runs, counts, -1);
  return runs.length;
}

/**
 * Brings removed runs back into sight, with the edges whose other end is in sight too. Where an import has read past
 * them, it will read their source anew.
 */
export async function restoreRuns(change: Change, runs: readonly number[], counts: readonly MetricCount[]) {
  const { tx, sequence } = change;
  await tx.query(
    postgres(
      `delete from source_position p using run r
       where r.number = any($1) and r.missed and p.project = r.project and p.source = r.source`,
      runs,
    ),
  );
  const restored = await tx.query(
    postgres(
      `update run set deleted = false, missed = false, sequence = $2
       where number = any($1) and deleted and sequence > 0 returning number`,
      runs,
      sequence,
    ),
  );
  sameLength(restored.rows.length, runs.length);
  const edges = await tx.query(
    postgres(
      `with back as (
         delete from edge_removed e using run p, run c
         where (e.parent = any($1) or e.child = any($1)) and not e.cut
           and p.number = e.parent and not p.deleted and c.number = e.child and not c.deleted returning e.*)
       insert into edge (parent, child, kind, step, logged, origin)
       select parent, child, kind, step, logged, origin from back
       on conflict (parent, child, kind) do nothing returning parent, child`,
      runs,
    ),
  );
  await refreshEnds(change, edges.rows);
  await recountAll(change, runs, counts, 1);
  return runs.length;
}

// The counts of metrics were read for exactly these runs.
function sameLength(found: number, asked: number): void {
  if (found !== asked) throw new Error(`${asked - found} of ${asked} runs are not as expected`);
}

async function refreshEnds({ tx, sequence }: Change, edges: readonly (readonly unknown[])[]): Promise<void> {
  if (edges.length === 0) return;
  const parents = [...new Set(edges.map(firstOf))];
  const children = [...new Set(edges.map((row) => Number(row[1])))];
  await refreshKinship(tx, parents, children);
  await tx.query(
    postgres(
      'update run set sequence = $2 where number = any($1) and sequence <> $2',
      [...new Set([...parents, ...children])],
      sequence,
    ),
  );
}

async function recountAll(change: Change, runs: readonly number[], counts: readonly MetricCount[], sign: 1 | -1) {
  await change.tx.query(
    postgres(
      `update name set runs = greatest(0, name.runs + given.more), version = $1
       from unnest($2::int[], $3::int[]) as given (id, more) where name.id = given.id`,
      change.sequence,
      counts.map(({ metric }) => metric),
      counts.map((count) => sign * count.runs),
    ),
  );
  for (const of of ['param', 'tag'] as const) {
    const keys = await change.tx.query(postgres(`select distinct key from ${of} where run = any($1)`, runs));
    await recountNames(change, of, keys.rows.map(firstOf));
  }
}

function firstOf(row: readonly unknown[]): number {
  return Number(row[0]);
}
