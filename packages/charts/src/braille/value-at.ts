import { firstAtLeast } from './extent.ts';
import type { PlotSeries } from './plot-types.ts';

/** The point of a curve of ascending x that is nearest to an x; undefined where it has none. */
export function pointNear({ x, y }: PlotSeries, at: number): { readonly x: number; readonly y: number } | undefined {
  const after = firstAtLeast(x, at);
  const [before, next] = [x[after - 1], x[after]];
  const nearest = before !== undefined && (next === undefined || at - before <= next - at) ? after - 1 : after;
  const [nearX, nearY] = [x[nearest], y[nearest]];
  return nearX === undefined || nearY === undefined ? undefined : { x: nearX, y: nearY };
}
