import { firstAtLeast } from './extent.ts';
import type { Plot, PlotSeries } from './plot-types.ts';
import { placeOf, valueAtPlace } from './scale.ts';

/** The point of a curve of ascending x that is nearest to an x; undefined where it has none. */
export function pointNear({ x, y }: PlotSeries, at: number): { readonly x: number; readonly y: number } | undefined {
  const after = firstAtLeast(x, at);
  const [before, next] = [x[after - 1], x[after]];
  const nearest = before !== undefined && (next === undefined || at - before <= next - at) ? after - 1 : after;
  const [nearX, nearY] = [x[nearest], y[nearest]];
  return nearX === undefined || nearY === undefined ? undefined : { x: nearX, y: nearY };
}

/** The x in the middle of a column of a plot's cells, counted from the plot's left edge. */
export function xAtCell({ area, x }: Plot, column: number): number | undefined {
  if (area === undefined) return undefined;
  return valueAtPlace(x, (column - area.left) / Math.max(area.width - 1, 1));
}

/** The column of a plot's cells in which an x lies; undefined where it is not shown. */
export function cellOfX({ area, x }: Plot, value: number): number | undefined {
  if (area === undefined) return undefined;
  const place = placeOf(x, value);
  return place >= 0 && place <= 1 ? area.left + Math.round(place * (area.width - 1)) : undefined;
}

/** The y in the middle of a row of a plot's cells, counted from the plot's top. */
export function yAtCell({ area, y }: Plot, row: number): number | undefined {
  if (area === undefined) return undefined;
  return valueAtPlace(y, 1 - (row - area.top) / Math.max(area.height - 1, 1));
}
