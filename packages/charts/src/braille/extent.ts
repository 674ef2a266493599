import type { AxisOptions, PlotAxis, PlotSeries } from './plot-types.ts';
import { axisOver } from './scale.ts';

/** The axes of series: as asked, else over all finite values. */
export function axesOf(
  series: readonly PlotSeries[],
  x: AxisOptions,
  y: AxisOptions,
): { readonly x: PlotAxis; readonly y: PlotAxis } {
  const xAxis =
    fixed(x) ??
    over(
      extentOf(
        series.map((s) => s.x),
        x.log === true,
      ),
      x,
    );
  return { x: xAxis, y: fixed(y) ?? over(shownExtent(series, x, y), y) };
}

function fixed({ range, log = false }: AxisOptions): PlotAxis | undefined {
  if (range === undefined) return undefined;
  const [low, high] = range;
  return low < high && (!log || low > 0) ? { low, high, log } : undefined;
}

function over([least, greatest]: Extent, { log = false }: AxisOptions): PlotAxis {
  return axisOver(least, greatest, log);
}

type Extent = readonly [least: number, greatest: number];

function extentOf(arrays: readonly Float64Array[], positive: boolean): Extent {
  return arrays.reduce<Extent>((extent, values) => widened(extent, values, 0, values.length, positive), nothing);
}

const nothing: Extent = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/** Of y over what is shown of x, up to where curves leave it; where x is in no order, over all. */
function shownExtent(series: readonly PlotSeries[], { range }: AxisOptions, { log = false }: AxisOptions): Extent {
  let extent = nothing;
  for (const s of series) {
    const isCut = range !== undefined && isAscending(s.x);
    const [from, to] = isCut ? shownPart(s.x, range) : [0, s.x.length];
    for (const values of [s.y, s.raw, s.lo, s.hi]) {
      if (values === undefined) continue;
      extent = widened(extent, values, from, to, log);
      if (isCut) extent = widened(extent, crossings(s.x, values, range, log), 0, 2, log);
    }
  }
  return extent;
}

function shownPart(x: Float64Array, [low, high]: readonly [number, number]): readonly [number, number] {
  let to = firstAtLeast(x, high);
  while (to < x.length && x[to] === high) to++;
  return [firstAtLeast(x, low), to];
}

/** Where a curve is at the ends of what is shown, on its way between the points on either side. */
function crossings(
  x: Float64Array,
  values: Float64Array,
  range: readonly [number, number],
  isLog: boolean,
): Float64Array {
  return Float64Array.from(range, (at) => {
    const next = firstAtLeast(x, at);
    const [x0 = Number.NaN, x1 = Number.NaN] = [x[next - 1], x[next]];
    const [y0 = Number.NaN, y1 = Number.NaN] = [values[next - 1], values[next]];
    const share = (at - x0) / (x1 - x0);
    return isLog ? y0 * (y1 / y0) ** share : y0 + (y1 - y0) * share;
  });
}

function widened([least, greatest]: Extent, values: Float64Array, from: number, to: number, positive: boolean): Extent {
  let low = least;
  let high = greatest;
  for (let at = from; at < to; at++) {
    const value = values[at] ?? Number.NaN;
    if (value - value !== 0 || (positive && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** True if no value is smaller than the one before it; NaN is in no order. */
export function isAscending(values: Float64Array): boolean {
  for (let at = 1; at < values.length; at++) {
    if (!((values[at] ?? 0) >= (values[at - 1] ?? 0))) return false;
  }
  return true;
}

/** The index of the first of ascending values that is at least `bound`, their number if none is. */
export function firstAtLeast(values: Float64Array, bound: number, from = 0): number {
  let low = from;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? 0) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
