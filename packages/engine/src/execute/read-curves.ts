import type { Table } from '../arrow/index.ts';
import type { CurveMaking } from '../bind/bound.ts';
import type { BuiltStep } from '../sql/build.ts';
import { bareMetric } from '../sql/build-curves.ts';
import type { ByForm } from '../sql/by-form.ts';
import { mapBounded } from './bounded.ts';
import type { Asking } from './execute.ts';
import { fill } from './fill.ts';
import { withForks, withHistory } from './forks.ts';
import { binCurve, type CurvePoints, placeCurve, type SeriesPoints, sampleCurve, takeOff } from './make-curve.ts';
import { forksOf, type Results, runsOf, storedOf } from './results.ts';

/** One curve: its run and the position of its series in the query. */
export interface Curve extends CurvePoints {
  readonly run: number;
  readonly series: number;
  /** How many points it had before it was sampled. */
  readonly of: number;
  /** How many had no place on the axis, and how many no partner in the curve that is taken off. */
  readonly unplaced: number;
  readonly unpaired: number;
}

type Built = Extract<BuiltStep, { kind: 'fetch-curves' }>;

/**
 * Points that one statement reads, so that memory is bounded (a longer series has a statement of its own), and statements
 * under way at a time: ClickHouse samples on all cores; points that come whole are read while others are smoothed.
 */
const reading = { sampled: { points: 8_000_000, atATime: 1 }, whole: { points: 400_000, atATime: 4 } } as const;

/** How many points come whole. */
export interface CurveSizes {
  /** Fewer are sooner here and sampled than sampled where they are. */
  readonly points: number;
}

const usualSizes: CurveSizes = { points: 40_000 };

/** The curves of the runs of a step; a run without points of a series has none. */
export async function readCurves(built: Built, results: Results, asking: Asking): Promise<readonly Curve[]> {
  const { step, sampled, sizes } = built;
  const runs = runsOf(results, step.of);
  if (runs.length === 0) return [];
  const limits = sampled === undefined ? reading.whole : reading.sampled;
  const counts = sizesIn(await asking.clickhouse(fill(sizes, runsOf(results, step.reached), results)));
  const make = maker(built, counts, results, asking);
  const { relativeTo } = step.making;
  const base = relativeTo === undefined ? [] : await make(Uint32Array.of(relativeTo), []);
  const read = await mapBounded(chunksOf(runs, counts, limits.points), limits.atATime, (chunk) => make(chunk, base));
  return read.flat();
}

/** Makes the curves of a few runs. */
type Make = (runs: Uint32Array, base: readonly Curve[]) => Promise<readonly Curve[]>;

function maker(built: Built, counts: ReadonlyMap<number, number>, results: Results, asking: Asking): Make {
  const { step, sampled, points } = built;
  const { making } = step;
  if (sampled !== undefined && points !== undefined) {
    const most = (asking.sizes ?? usualSizes).points;
    return async (runs) => {
      const sizes = Array.from(runs, (run) => counts.get(run) ?? 0);
      const areShort = sizes.every((size) => size <= sampled.kept);
      if (!areShort && sizes.reduce((sum, size) => sum + size, 0) > most) {
        return readBare(step, sampled.points, runs, results, asking);
      }
      const whole = await readBare(step, points, runs, results, asking);
      return whole.map((curve) => ({ ...curve, ...sampleCurve(curve, making.sample) }));
    };
  }
  const forks = step.forks === undefined ? undefined : forksOf(results, step.forks);
  const starts = startsOf(built, results);
  return async (runs, base) => {
    const points = await readPoints(built, forks === undefined ? runs : withForks(runs, forks), results, asking);
    const pointsOf = (run: number, series: number) =>
      forks === undefined ? points(run, series) : withHistory(run, forks, (each) => points(each, series));
    const isBase = runs.length === 1 && runs[0] === making.relativeTo && base.length === 0;
    return [...runs].flatMap((run) =>
      step.series.flatMap((_, series): Curve[] => {
        const own = pointsOf(run, series);
        if (own === undefined) return [];
        const axis = step.axisSeries === undefined ? undefined : pointsOf(run, step.series.length);
        const start = starts.get(run) ?? Number.NaN;
        const placed = placeCurve(own, making, { start, ...(axis && { axis }) });
        const curve = { run, series, of: placed.points.values.length, unplaced: placed.dropped, unpaired: 0 };
        if (isBase) return [{ ...curve, ...placed.points }];
        return [
          finish(
            { ...curve, ...placed.points },
            base.find((each) => each.series === series),
            step.whole,
            making,
          ),
        ];
      }),
    );
  };
}

/** What comes after smoothing: the difference, bins, and unless the curve is to come whole the sampling. */
function finish(curve: Curve, base: Curve | undefined, whole: true | undefined, making: CurveMaking): Curve {
  const { points, dropped } = making.relativeTo === undefined ? { points: curve, dropped: 0 } : takeOff(curve, base);
  const binned = binCurve(points, making);
  const of = binned.values.length;
  return { ...curve, ...(whole ? binned : sampleCurve(binned, making.sample)), of, unpaired: dropped };
}

/** The start of each run that has one. */
function startsOf({ step }: Built, results: Results): ReadonlyMap<number, number> {
  const { runs, values } = storedOf(results, step.identity, 2);
  return new Map(runs.map((run, at) => [run, Number(values[at])]));
}

/** The points of a run and series by the position of the series; the axis comes after them. */
type PointsOf = (run: number, series: number) => SeriesPoints | undefined;

async function readPoints(
  { step, points, computed }: Built,
  runs: Uint32Array,
  results: Results,
  asking: Asking,
): Promise<PointsOf> {
  const ask = (statement: ByForm) => asking.clickhouse(fill(statement, runs, results, { runs }));
  const [whole, ...others] = await Promise.all([
    points === undefined ? [] : ask(points).then((table) => seriesIn(table)),
    ...computed.map(({ statement }) => ask(statement).then((table) => seriesIn(table))),
  ]);
  const byMetric = new Map((whole ?? []).map((series) => [`${series.metric} ${series.run}`, series.points]));
  const byRun = new Map(
    computed.map(({ index }, at) => [index, new Map((others[at] ?? []).map((each) => [each.run, each.points]))]),
  );
  const all = [...step.series, ...(step.axisSeries ? [step.axisSeries] : [])];
  const ids = all.map((series) => bareMetric(series).flatMap((metric) => metric.ids));
  return (run, series) => {
    const own = byRun.get(series);
    if (own !== undefined) return own.get(run);
    // A metric has an id in each project, and a run is in one.
    return (ids[series] ?? []).map((id) => byMetric.get(`${id} ${run}`)).find((found) => found !== undefined);
  };
}

/** Curves of metrics as the store gives their points: sampled with how many there were (`n`), or all of them. */
async function readBare(
  step: Built['step'],
  statement: ByForm,
  runs: Uint32Array,
  results: Results,
  asking: Asking,
): Promise<readonly Curve[]> {
  const table = await asking.clickhouse(fill(statement, runs, results, { runs }));
  const counts = table.getChild('n') === null ? [] : doubles(table, 'n');
  return seriesIn(table).flatMap(({ start, metric, run, points }) => {
    const curve = { run, ...points, x: points.steps, of: counts[start] ?? points.values.length };
    return step.series.flatMap((of, series): Curve[] => {
      const isOf = bareMetric(of).some(({ ids }) => ids.includes(metric));
      return isOf ? [{ ...curve, series, unplaced: 0, unpaired: 0 }] : [];
    });
  });
}

interface Series {
  /** 0 where all are of one computed series. */
  readonly metric: number;
  readonly run: number;
  /** Its first row. */
  readonly start: number;
  readonly points: SeriesPoints;
}

/** The series of a table, whose rows stand together. */
function seriesIn(table: Table): readonly Series[] {
  const metrics = table.getChild('metric') === null ? undefined : numbers(table, 'metric');
  const runs = numbers(table, 'run');
  const [steps, values] = [doubles(table, 'step'), doubles(table, 'value')];
  // Where nothing needs them, no times were asked for.
  const times = table.getChild('time') === null ? new Float64Array(steps.length) : doubles(table, 'time');
  const found: Series[] = [];
  for (let start = 0; start < runs.length; ) {
    const metric = metrics?.[start] ?? 0;
    const run = runs[start] as number;
    const isSame = (row: number) => (metrics === undefined || metrics[row] === metric) && runs[row] === run;
    const end = endOf(start, runs.length, isSame);
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

function sizesIn(sizes: Table): ReadonlyMap<number, number> {
  const counts = doubles(sizes, 'n');
  const byRun = new Map<number, number>();
  for (const [row, run] of numbers(sizes, 'run').entries()) {
    byRun.set(run, (byRun.get(run) ?? 0) + (counts[row] ?? 0));
  }
  return byRun;
}

/** Runs in groups of about as many points as one statement is to read. */
function chunksOf(runs: Uint32Array, sizes: ReadonlyMap<number, number>, most: number): readonly Uint32Array[] {
  const chunks: number[][] = [];
  let room = 0;
  for (const run of runs) {
    const count = sizes.get(run) ?? 0;
    if (count > room || chunks.length === 0) {
      chunks.push([]);
      room = most;
    }
    chunks.at(-1)?.push(run);
    room -= count;
  }
  return chunks.map((chunk) => Uint32Array.from(chunk));
}

/** A column of ClickHouse that holds doubles and nothing else. */
export function doubles(table: Table, name: string): Float64Array {
  const values: unknown = table.getChild(name)?.toArray();
  if (!(values instanceof Float64Array)) throw new Error(`ClickHouse gave no doubles as \`${name}\``);
  return values;
}

/** The same of numbers of runs and the like. */
export function numbers(table: Table, name: string): Uint32Array {
  const values: unknown = table.getChild(name)?.toArray();
  if (!(values instanceof Uint32Array)) throw new Error(`ClickHouse gave no numbers as \`${name}\``);
  return values;
}
