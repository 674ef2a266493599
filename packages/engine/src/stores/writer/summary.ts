/** The aggregates over the surviving points of one series, as the store's summary has them; times in microseconds. */
export interface Summary {
  readonly n: number;
  readonly nNan: number;
  readonly first: number;
  readonly last: number;
  readonly firstStep: number;
  readonly lastStep: number;
  readonly firstTime: number;
  readonly lastTime: number;
  /** Over the points that are not NaN; absent where there are none. */
  readonly finite: Spread | undefined;
}

/** `m2` is the sum of squared differences from the mean; argmin and argmax are the earliest steps of the extrema. */
export interface Spread {
  readonly min: number;
  readonly max: number;
  readonly argmin: number;
  readonly argmax: number;
  readonly sum: number;
  readonly m2: number;
}

/** Columns of one series in strictly ascending order of steps; at least one point. */
export interface Points {
  readonly steps: Float64Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** The summary of points in strictly ascending order of steps. */
export function summarize({ steps, times, values }: Points): Summary {
  const count = values.length;
  let firstTime = Number.POSITIVE_INFINITY;
  let lastTime = Number.NEGATIVE_INFINITY;
  let n = 0;
  let min = 0;
  let max = 0;
  let argmin = 0;
  let argmax = 0;
  let sum = 0;
  let lost = 0;
  let mean = 0;
  let m2 = 0;
  for (let i = 0; i < count; i++) {
    const time = times[i] as number;
    if (time < firstTime) firstTime = time;
    if (time > lastTime) lastTime = time;
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    n += 1;
    if (n === 1 || value < min) {
      min = value;
      argmin = i;
    }
    if (n === 1 || value > max) {
      max = value;
      argmax = i;
    }
    // Neumaier's sum, Welford's squares.
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
    const delta = value - mean;
    mean += delta / n;
    m2 += delta * (value - mean);
  }
  const total = Number.isFinite(sum) ? sum + lost : sum;
  const at = (i: number) => steps[i] as number;
  return {
    n: count,
    nNan: count - n,
    first: values[0] as number,
    last: values[count - 1] as number,
    firstStep: at(0),
    lastStep: at(count - 1),
    firstTime,
    lastTime,
    finite: n === 0 ? undefined : { min, max, argmin: at(argmin), argmax: at(argmax), sum: total, m2 },
  };
}

/** The summary of two stretches of a series, the second wholly beyond the first (Chan's formula for m2). */
export function joinSummaries(a: Summary, b: Summary): Summary {
  return {
    n: a.n + b.n,
    nNan: a.nNan + b.nNan,
    first: a.first,
    last: b.last,
    firstStep: a.firstStep,
    lastStep: b.lastStep,
    firstTime: Math.min(a.firstTime, b.firstTime),
    lastTime: Math.max(a.lastTime, b.lastTime),
    finite: joinSpreads(a.finite, a.n - a.nNan, b.finite, b.n - b.nNan),
  };
}

/**
 * Whether sums of finite values overflowed: what is left of them then depends on the order of adding, so only the store
 * may say.
 */
export function overflowed({ finite }: Summary): boolean {
  if (finite === undefined || !Number.isFinite(finite.min) || !Number.isFinite(finite.max)) return false;
  return !Number.isFinite(finite.sum) || !Number.isFinite(finite.m2);
}

function joinSpreads(a: Spread | undefined, an: number, b: Spread | undefined, bn: number): Spread | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  const delta = b.sum / bn - a.sum / an;
  return {
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    argmin: b.min < a.min ? b.argmin : a.argmin,
    argmax: b.max > a.max ? b.argmax : a.argmax,
    sum: a.sum + b.sum,
    m2: a.m2 + b.m2 + delta * delta * ((an / (an + bn)) * bn),
  };
}
