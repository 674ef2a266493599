import type { Table } from '../arrow/index.ts';
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

/**
 * Points that one statement reads, so that memory is bounded (a longer series has a statement of its own), and statements
 * under way at a time: ClickHouse samples on all cores; points that come whole are read while others are smoothed.
 */
const reading = { sampled: { points: 8_000_000, atATime: 1 }, whole: { points: 400_000, atATime: 4 } } as const;

/** The curves of the runs of a step; a run without points of a series has none. */
export async function readCurves(built: Built, results: Results, asking: Asking): Promise<readonly Curve[]> {
  const { step, sampled, sizes, points: statement } = built;
  const runs = runsOf(results, step.of);
  if (runs.length === 0) return [];
  const limits = sampled ? reading.sampled : reading.whole;
  const chunks = chunksOf(await asking.clickhouse(fill(sizes, runs, results)), limits.points);
  const read = await mapBounded(chunks, limits.atATime, async (chunk) => {
    const table = await asking.clickhouse(fill(statement, chunk, results, { runs: chunk }));
    const counts = sampled ? doubles(table, 'n') : undefined;
    return seriesIn(table).flatMap(({ start, metric, run, points }) => {
      const of = counts?.[start] ?? points.values.length;
      return curvesOf(step, { metric, run, of, ...(sampled ? points : makeCurve(points, step.making)) });
    });
  });
  return read.flat();
}

type One = Omit<Curve, 'series'> & { readonly metric: number };

/** A curve for every series of the query that is of this metric. */
function curvesOf({ series }: Built['step'], { metric, ...curve }: One): Curve[] {
  return series.flatMap(({ ids }, index) => (ids.includes(metric) ? [{ ...curve, series: index }] : []));
}

interface Series {
  readonly metric: number;
  readonly run: number;
  /** Its first row. */
  readonly start: number;
  readonly points: CurvePoints;
}

/** The series of a table, whose rows stand together. */
function seriesIn(table: Table): readonly Series[] {
  const metrics = numbers(table, 'metric');
  const runs = numbers(table, 'run');
  const [steps, times, values] = [doubles(table, 'step'), doubles(table, 'time'), doubles(table, 'value')];
  const found: Series[] = [];
  for (let start = 0; start < runs.length; ) {
    const [metric, run] = [metrics[start] as number, runs[start] as number];
    const end = endOf(start, runs.length, (row) => metrics[row] === metric && runs[row] === run);
    const part = (column: Float64Array) => column.subarray(start, end);
    found.push({ metric, run, start, points: { steps: part(steps), times: part(times), values: part(values) } });
    start = end;
  }
  return found;
}

/** The first row after `start` where the test, true of a stretch from there on, no longer holds; found in few steps. */
function endOf(start: number, length: number, same: (row: number) => boolean): number {
  let stride = 1;
  while (start + stride < length && same(start + stride)) stride *= 2;
  let low = start + (stride >> 1);
  let high = Math.min(start + stride, length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (same(middle)) low = middle + 1;
    else high = middle;
  }
  return high;
}

/** Runs in groups of about as many points as one statement is to read. */
function chunksOf(sizes: Table, most: number): readonly Uint32Array[] {
  const runs = numbers(sizes, 'run');
  const counts = doubles(sizes, 'n');
  const byRun = new Map<number, number>();
  for (const [row, run] of runs.entries()) byRun.set(run, (byRun.get(run) ?? 0) + (counts[row] ?? 0));
  const chunks: number[][] = [];
  let room = 0;
  for (const [run, count] of byRun) {
    if (count > room || chunks.length === 0) {
      chunks.push([]);
      room = most;
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
