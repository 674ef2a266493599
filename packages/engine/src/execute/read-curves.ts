import type { Table } from 'apache-arrow';
import type { BuiltStep } from '../sql/build.ts';
import { mapBounded } from './bounded.ts';
import type { Asking } from './execute.ts';
import { fill } from './fill.ts';
import { type CurvePoints, makeCurve } from './make-curve.ts';
import { type Results, runsOf } from './results.ts';

/** One curve: its run, the position of its series in the query, and how many points it had before it was sampled. */
export interface Curve extends CurvePoints {
  readonly run: number;
  readonly series: number;
  readonly of: number;
}

type Built = Extract<BuiltStep, { kind: 'fetch-curves' }>;

/** Statements under way at a time: reading the next series goes on while one is smoothed. */
const concurrent = 4;
/** Points that one statement reads; a longer series has one of its own. */
const pointsAtATime = 400_000;

/** The curves of the runs of a step; a run without points of a series has none. */
export async function readCurves(built: Built, results: Results, asking: Asking): Promise<readonly Curve[]> {
  const { step, how } = built;
  const runs = runsOf(results, step.of);
  if (runs.length === 0) return [];
  if (how.kind === 'sampled') {
    const table = await asking.clickhouse(fill(how.statement, runs, results));
    const counts = doubles(table, 'n');
    return seriesIn(table).flatMap(({ start, end, ...of }) =>
      curvesOf(built, { ...of, of: counts[start] ?? 0, ...pointsIn(table, start, end) }),
    );
  }
  const chunks = chunksOf(await asking.clickhouse(fill(how.sizes, runs, results)));
  const read = await mapBounded(chunks, concurrent, async (chunk) => {
    const table = await asking.clickhouse(fill(how.points, chunk, results, { runs: chunk }));
    return seriesIn(table).flatMap(({ start, end, ...of }) =>
      curvesOf(built, { ...of, of: end - start, ...makeCurve(pointsIn(table, start, end), step.making) }),
    );
  });
  return read.flat();
}

/** A curve for every series of the query that is of this metric. */
function curvesOf({ step }: Built, { metric, ...curve }: Omit<Curve, 'series'> & { readonly metric: number }): Curve[] {
  return step.series.flatMap(({ ids }, series) => (ids.includes(metric) ? [{ ...curve, series }] : []));
}

/** Where the rows of each series begin and end. */
function seriesIn(table: Table): readonly { metric: number; run: number; start: number; end: number }[] {
  const metrics = numbers(table, 'metric');
  const runs = numbers(table, 'run');
  const found: { metric: number; run: number; start: number; end: number }[] = [];
  for (let row = 0; row < table.numRows; row++) {
    const metric = metrics[row] ?? 0;
    const run = runs[row] ?? 0;
    const last = found.at(-1);
    if (last?.metric === metric && last.run === run) last.end = row + 1;
    else found.push({ metric, run, start: row, end: row + 1 });
  }
  return found;
}

function pointsIn(table: Table, start: number, end: number): CurvePoints {
  const part = (name: string) => doubles(table, name).subarray(start, end);
  return { steps: part('step'), times: part('time'), values: part('value') };
}

/** Runs in groups of about as many points as one statement is to read. */
function chunksOf(sizes: Table): readonly Uint32Array[] {
  const runs = numbers(sizes, 'run');
  const counts = doubles(sizes, 'n');
  const byRun = new Map<number, number>();
  for (const [row, run] of runs.entries()) byRun.set(run, (byRun.get(run) ?? 0) + (counts[row] ?? 0));
  const chunks: number[][] = [];
  let room = 0;
  for (const [run, count] of byRun) {
    if (count > room || chunks.length === 0) {
      chunks.push([]);
      room = pointsAtATime;
    }
    chunks.at(-1)?.push(run);
    room -= count;
  }
  return chunks.map((chunk) => Uint32Array.from(chunk));
}

function doubles(table: Table, name: string): Float64Array {
  const values: unknown = table.getChild(name)?.toArray();
  if (!(values instanceof Float64Array)) throw new Error(`ClickHouse gave no doubles as \`${name}\``);
  return values;
}

function numbers(table: Table, name: string): Uint32Array {
  const values: unknown = table.getChild(name)?.toArray();
  if (!(values instanceof Uint32Array)) throw new Error(`ClickHouse gave no numbers as \`${name}\``);
  return values;
}
