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

/** Of y over what is shown of x; where x is in no order, over all. */
function shownExtent(series: readonly PlotSeries[], { range }: AxisOptions, { log = false }: AxisOptions): Extent {
  let extent = nothing;
  for (const s of series) {
    const [from, to] = range === undefined || !isAscending(s.x) ? [0, s.x.length] : shownPart(s.x, range);
    for (const values of [s.y, s.raw, s.lo, s.hi]) {
      if (values !== undefined) extent = widened(extent, values, from, to, log);
    }
  }
  return extent;
}

function shownPart(x: Float64Array, [low, high]: readonly [number, number]): readonly [number, number] {
  // The neighbours outside: curves lead there.
  return [Math.max(firstAtLeast(x, low) - 1, 0), Math.min(firstAtLeast(x, high) + 1, x.length)];
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
