/** Points in the order in which they were read, each with the number of its series; grows as needed. */
export interface PointLog {
  count: number;
  series: Int32Array;
  steps: Float64Array;
  times: Float64Array;
  values: Float64Array;
  order: Float64Array;
}

/** The columns of a log with each series' points together. */
export interface SortedPoints {
  readonly steps: Float64Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly order: Float64Array;
  /** Where series `s` begins; one more than there are series. */
  readonly starts: Int32Array;
}

export function createPointLog(capacity: number): PointLog {
  return {
    count: 0,
    series: new Int32Array(capacity),
    steps: new Float64Array(capacity),
    times: new Float64Array(capacity),
    values: new Float64Array(capacity),
    order: new Float64Array(capacity),
  };
}

/** How many points a log has room for whose batches end at the first record after `points`. */
export function logCapacity(points: number): number {
  return points + 1024;
}

/** Doubles the log's capacity. */
export function growPointLog(log: PointLog): void {
  const capacity = 2 * log.series.length;
  const series = new Int32Array(capacity);
  series.set(log.series);
  log.series = series;
  log.steps = grown(log.steps, capacity);
  log.times = grown(log.times, capacity);
  log.values = grown(log.values, capacity);
  log.order = grown(log.order, capacity);
}

/** Four columns of equal length: steps, times, values, order. */
export type Columns = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** Columns for so many points that threads can share. */
export function createColumns(points: number): Columns {
  const column = () => new Float64Array(new SharedArrayBuffer(points * 8));
  return [column(), column(), column(), column()];
}

/** The log's points by series, in `spare` if that is large enough, within a series in the order in which they were read. */
export function sortPointLog(log: PointLog, seriesCount: number, spare?: Columns): SortedPoints {
  const { count, series } = log;
  const starts = new Int32Array(seriesCount + 1);
  for (let i = 0; i < count; i++) {
    const after = (series[i] as number) + 1;
    starts[after] = (starts[after] as number) + 1;
  }
  for (let s = 0; s < seriesCount; s++) starts[s + 1] = (starts[s + 1] as number) + (starts[s] as number);
  const next = starts.slice();
  const [steps, times, values, order] = columnsOf(count, spare);
  for (let i = 0; i < count; i++) {
    const s = series[i] as number;
    const to = next[s] as number;
    next[s] = to + 1;
    steps[to] = log.steps[i] as number;
    times[to] = log.times[i] as number;
    values[to] = log.values[i] as number;
    order[to] = log.order[i] as number;
  }
  return { steps, times, values, order, starts };
}

/** Fresh memory costs more than the points that are put there. */
function columnsOf(count: number, spare: Columns | undefined): Columns {
  const column = (at: 0 | 1 | 2 | 3): Float64Array => {
    const one = spare?.[at];
    return one !== undefined && one.length >= count ? one.subarray(0, count) : new Float64Array(count);
  };
  return [column(0), column(1), column(2), column(3)];
}

function grown(column: Float64Array, capacity: number): Float64Array {
  const larger = new Float64Array(capacity);
  larger.set(column);
  return larger;
}
