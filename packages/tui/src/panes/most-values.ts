import type { ChartSeries } from './charts-of.ts';

/** Curves without the values that lie outside of most, and how many those are. */
export interface MostValues {
  readonly series: readonly ChartSeries[];
  readonly outside: number;
}

/** Part of an axis. */
type Part = { readonly from: number; readonly to: number } | undefined;

/**
 * The curves with infinities in the place of what lies outside of the shortest range with `percent` of the values that are shown:
 * what is infinite is marked at the edge and widens no axis. One curve that diverges leaves the others their room.
 */
export function mostValues(series: readonly ChartSeries[], percent: number, shown: Part, isLog: boolean): MostValues {
  const range = shortestRange(valuesIn(series, shown, isLog), percent / 100, isLog);
  if (range === undefined) return { series, outside: 0 };
  const { low, high } = range;
  const isOutside = (value: number) => Number.isFinite(value) && (value < low || value > high);
  const cut = (value: number) => (isOutside(value) ? Math.sign(value - low) * Number.POSITIVE_INFINITY : value);
  const bound = (value: number) => Math.min(Math.max(value, low), high);
  const outside = series.reduce(
    (sum, { x, y }) => sum + y.filter((value, at) => isOutside(value) && isIn(x[at] ?? Number.NaN, shown)).length,
    0,
  );
  return {
    series: series.map((each) => ({
      ...each,
      y: each.y.map(cut),
      ...(each.raw === undefined ? {} : { raw: each.raw.map(cut) }),
      ...(each.lo === undefined ? {} : { lo: each.lo.map(bound) }),
      ...(each.hi === undefined ? {} : { hi: each.hi.map(bound) }),
    })),
    outside,
  };
}

function valuesIn(series: readonly ChartSeries[], shown: Part, isLog: boolean): Float64Array {
  return Float64Array.from(
    series.flatMap(({ x, y }) => [
      ...y.filter((value, at) => Number.isFinite(value) && (!isLog || value > 0) && isIn(x[at] ?? Number.NaN, shown)),
    ]),
  ).sort();
}

/** Of ascending values the nearest to each other that are so many; undefined where these are all equal. */
function shortestRange(
  values: Float64Array,
  share: number,
  isLog: boolean,
): { readonly low: number; readonly high: number } | undefined {
  const count = Math.ceil(values.length * share);
  // Halved, so that the length of huge ranges is no infinity.
  const place = (at: number) => (isLog ? Math.log(values[at] ?? 1) : (values[at] ?? 0) / 2);
  let best = 0;
  for (let at = 1; at + count <= values.length; at++) {
    if (place(at + count - 1) - place(at) < place(best + count - 1) - place(best)) best = at;
  }
  const [low = 0, high = 0] = [values[best], values[best + count - 1]];
  return low < high ? { low, high } : undefined;
}

function isIn(x: number, shown: Part): boolean {
  return shown === undefined || (x >= shown.from && x <= shown.to);
}
