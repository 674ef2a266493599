import type { Table } from '../../arrow/index.ts';
import { type NativeColumn, nativeBlock } from '../native-block.ts';
import type { Columnar } from '../store.ts';
import { clickhouse, numberBytes, numbersIn, pairsIn } from './statement.ts';
import type { Summary } from './summary.ts';

/** A series by the numbers of its metric and run. */
export interface Pair {
  readonly metric: number;
  readonly run: number;
}

export interface SeriesSummary extends Pair {
  readonly summary: Summary;
}

const columns = [
  'project',
  'metric',
  'run',
  'n',
  'n_nan',
  'first',
  'last',
  'first_step',
  'last_step',
  'first_time',
  'last_time',
  'min',
  'max',
  'argmin',
  'argmax',
  'sum',
  'm2',
  'ver',
] as const;

/** Sets of pairs longer than this are asked for in several statements. */
const pairsAtOnce = 100_000;

/** The key of a pair in the maps here. */
export function pairKey({ metric, run }: Pair): string {
  return `${metric} ${run}`;
}

/** The stored summaries of these pairs, by `pairKey`. */
export async function readSummaries(
  columnar: Columnar,
  project: number,
  pairs: readonly Pair[],
): Promise<Map<string, Summary>> {
  const found = new Map<string, Summary>();
  const asked = columns.slice(1, -1).map((name) => (whole.has(name) ? `toFloat64(${name}) AS ${name}` : name));
  for (const some of slices(pairs)) {
    const text = `SELECT ${asked.join(', ')} FROM xt.summary FINAL WHERE project = {p1:UInt32} AND (metric, run) IN ${pairsIn('p2')}`;
    addSummaries(found, await columnar.query(clickhouse(text, project, pairBytes(some))));
  }
  return found;
}

const whole: ReadonlySet<string> = new Set(['n', 'n_nan', 'first_time', 'last_time']);

/** Writes summaries as version `version`; later versions replace earlier ones. */
export async function writeSummaries(
  columnar: Columnar,
  project: number,
  version: number,
  summaries: readonly SeriesSummary[],
): Promise<void> {
  if (summaries.length === 0) return;
  const rows = summaries.length;
  const wholes = (pick: (pair: Pair) => number) => Uint32Array.from(summaries, pick);
  const numbers = (pick: (summary: Summary) => number) => Float64Array.from(summaries, (one) => pick(one.summary));
  const nulls = Uint8Array.from(summaries, ({ summary }) => (summary.finite === undefined ? 1 : 0));
  const spread = (name: 'min' | 'max' | 'argmin' | 'argmax' | 'sum' | 'm2'): NativeColumn => {
    return { name, type: 'Nullable(Float64)', values: numbers((summary) => summary.finite?.[name] ?? 0), nulls };
  };
  const block: readonly NativeColumn[] = [
    { name: 'project', type: 'UInt32', values: wholes(() => project) },
    { name: 'metric', type: 'UInt32', values: wholes((pair) => pair.metric) },
    { name: 'run', type: 'UInt32', values: wholes((pair) => pair.run) },
    { name: 'n', type: 'UInt64', values: numbers((summary) => summary.n) },
    { name: 'n_nan', type: 'UInt64', values: numbers((summary) => summary.nNan) },
    { name: 'first', type: 'Float64', values: numbers((summary) => summary.first) },
    { name: 'last', type: 'Float64', values: numbers((summary) => summary.last) },
    { name: 'first_step', type: 'Float64', values: numbers((summary) => summary.firstStep) },
    { name: 'last_step', type: 'Float64', values: numbers((summary) => summary.lastStep) },
    { name: 'first_time', type: 'Int64', values: numbers((summary) => summary.firstTime) },
    { name: 'last_time', type: 'Int64', values: numbers((summary) => summary.lastTime) },
    spread('min'),
    spread('max'),
    spread('argmin'),
    spread('argmax'),
    spread('sum'),
    spread('m2'),
    { name: 'ver', type: 'UInt64', values: numbers(() => version) },
  ];
  await columnar.insert('xt.summary', columns, nativeBlock(block, rows));
}

/** Makes the summaries of these pairs again from their surviving points. */
export async function recomputeSummaries(
  columnar: Columnar,
  project: number,
  version: number,
  pairs: readonly Pair[],
): Promise<void> {
  for (const some of slices(pairs)) {
    const where = `project = {p1:UInt32} AND metric IN ${numbersIn('p3')} AND (metric, run) IN ${pairsIn('p2')}`;
    const metrics = numberBytes(new Set(some.map((pair) => pair.metric)));
    await columnar.command(clickhouse(recompute(where, version), project, pairBytes(some), metrics));
  }
}

/** The same for every pair of these metrics and runs that has points. */
export async function recomputeAll(
  columnar: Columnar,
  project: number,
  version: number,
  metrics: readonly number[],
  runs: readonly number[],
): Promise<void> {
  const where = `project = {p1:UInt32} AND metric IN ${numbersIn('p2')} AND run IN ${numbersIn('p3')}`;
  await columnar.command(clickhouse(recompute(where, version), project, numberBytes(metrics), numberBytes(runs)));
}

/** The same for every series of these runs. */
export async function recomputeRuns(
  columnar: Columnar,
  project: number,
  version: number,
  runs: readonly number[],
): Promise<void> {
  const where = `project = {p1:UInt32} AND run IN ${numbersIn('p2')}`;
  await columnar.command(clickhouse(recompute(where, version), project, numberBytes(runs)));
}

/** Takes the summaries of these runs away; their points stay. */
export async function dropSummaries(columnar: Columnar, project: number, runs: readonly number[]): Promise<void> {
  const text = `DELETE FROM xt.summary WHERE project = {p1:UInt32} AND run IN ${numbersIn('p2')}`;
  await columnar.command(clickhouse(text, project, numberBytes(runs)));
}

/** Last step and times of a run over all its series; `exact` where stored ones are to be replaced, else widened. */
export interface RunExtent {
  readonly run: number;
  readonly exact: boolean;
  readonly lastStep: number;
  readonly firstTime: number;
  readonly lastTime: number;
}

/** The extents of these runs, as their summaries have them. */
export async function readExtents(columnar: Columnar, project: number, runs: readonly number[]): Promise<RunExtent[]> {
  if (runs.length === 0) return [];
  const text = `SELECT run, max(last_step) AS step, toFloat64(min(first_time)) AS begin, toFloat64(max(last_time)) AS end
FROM xt.summary FINAL WHERE project = {p1:UInt32} AND run IN ${numbersIn('p2')} GROUP BY run`;
  const table = await columnar.query(clickhouse(text, project, numberBytes(runs)));
  return Array.from({ length: table.numRows }, (_, i) => {
    const read = (name: string) => Number(table.getChild(name)?.get(i));
    return { run: read('run'), exact: true, lastStep: read('step'), firstTime: read('begin'), lastTime: read('end') };
  });
}

/** How many runs have each of these metrics, but for `without`. */
export async function countRuns(
  columnar: Columnar,
  project: number,
  metrics: readonly number[],
  without: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (metrics.length === 0) return new Map();
  const text = `SELECT metric, uniqExact(run) AS runs FROM xt.summary
WHERE project = {p1:UInt32} AND metric IN ${numbersIn('p2')} AND run NOT IN ${numbersIn('p3')} GROUP BY metric`;
  const table = await columnar.query(clickhouse(text, project, numberBytes(metrics), numberBytes(without)));
  return new Map(
    Array.from({ length: table.numRows }, (_, i) => [
      Number(table.getChild('metric')?.get(i)),
      Number(table.getChild('runs')?.get(i)),
    ]),
  );
}

/** The pairs of these runs that have a summary. */
export async function readPairs(columnar: Columnar, project: number, runs: readonly number[]): Promise<Pair[]> {
  const text = `SELECT DISTINCT metric, run FROM xt.summary WHERE project = {p1:UInt32} AND run IN ${numbersIn('p2')}`;
  const table = await columnar.query(clickhouse(text, project, numberBytes(runs)));
  return Array.from({ length: table.numRows }, (_, i) => ({
    metric: Number(table.getChild('metric')?.get(i)),
    run: Number(table.getChild('run')?.get(i)),
  }));
}

/** Kahan's sum turns an infinity into NaN and, aggregating in order, is poisoned by a NaN that -If leaves out. */
function recompute(where: string, version: number): string {
  return `INSERT INTO xt.summary (${columns.join(', ')})
SELECT project, metric, run, count(), countIf(isNaN(value)), argMin(value, step), argMax(value, step),
  min(step), max(step), min(time), max(time),
  minOrNullIf(value, NOT isNaN(value)), maxOrNullIf(value, NOT isNaN(value)),
  argMinOrNullIf(step, (value, step), NOT isNaN(value)), argMaxOrNullIf(step, (value, -step), NOT isNaN(value)),
  multiIf(countIf(NOT isNaN(value)) = 0, NULL, isFinite(sumIf(value, NOT isNaN(value))), sumKahan(if(isNaN(value), 0, value)),
    sumIf(value, NOT isNaN(value))),
  varPopStableOrNullIf(value, NOT isNaN(value)) * countIf(NOT isNaN(value)), ${version}
FROM xt.points FINAL WHERE ${where} GROUP BY project, metric, run SETTINGS optimize_aggregation_in_order=1`;
}

function addSummaries(found: Map<string, Summary>, table: Table): void {
  const column = (name: string) => {
    const vector = table.getChild(name);
    if (vector === null) throw new Error(`the summary has no column ${name}`);
    return vector;
  };
  const [metric, run] = [column('metric'), column('run')];
  const [n, nNan, first, last] = [column('n'), column('n_nan'), column('first'), column('last')];
  const [firstStep, lastStep] = [column('first_step'), column('last_step')];
  const [firstTime, lastTime] = [column('first_time'), column('last_time')];
  const [min, max, argmin, argmax] = [column('min'), column('max'), column('argmin'), column('argmax')];
  const [sum, m2] = [column('sum'), column('m2')];
  for (let i = 0; i < table.numRows; i++) {
    found.set(pairKey({ metric: metric.get(i), run: run.get(i) }), {
      n: n.get(i),
      nNan: nNan.get(i),
      first: first.get(i),
      last: last.get(i),
      firstStep: firstStep.get(i),
      lastStep: lastStep.get(i),
      firstTime: firstTime.get(i),
      lastTime: lastTime.get(i),
      finite:
        min.get(i) === null
          ? undefined
          : {
              min: min.get(i),
              max: max.get(i),
              argmin: argmin.get(i),
              argmax: argmax.get(i),
              sum: sum.get(i),
              m2: m2.get(i),
            },
    });
  }
}

function pairBytes(pairs: readonly Pair[]): Uint8Array {
  const numbers = new Uint32Array(pairs.length * 2);
  for (const [i, pair] of pairs.entries()) {
    numbers[2 * i] = pair.metric;
    numbers[2 * i + 1] = pair.run;
  }
  return new Uint8Array(numbers.buffer);
}

function* slices(pairs: readonly Pair[]): Generator<readonly Pair[]> {
  for (let from = 0; from < pairs.length; from += pairsAtOnce) yield pairs.slice(from, from + pairsAtOnce);
}
