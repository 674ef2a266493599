import { orderByX, pick } from '../local/order-by-x.ts';
import { sampleMinmax } from '../local/sample-minmax.ts';
import { smoothEma } from '../local/smooth-ema.ts';
import type { CurveMaking } from '../plan/curves-plan.ts';

/** The points of a curve, side by side in order of x; `raw` are the values before smoothing. Times in microseconds. */
export interface CurvePoints {
  readonly steps: Float64Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly raw?: Float64Array;
}

/** Smooths the points of a window, in order of steps, then puts them in order of x and samples them. */
export function makeCurve(points: CurvePoints, { axis, smooth, sample }: CurveMaking): CurvePoints {
  const { values } = points;
  const smoothed = smooth === undefined ? points : { ...points, values: smoothEma(values, smooth.weight), raw: values };
  // Seconds since the start are the same axis as the wall clock, but for rounding.
  const xOf = (of: CurvePoints) => (axis === 'step' ? of.steps : of.times);
  const order = orderByX(xOf(smoothed));
  const ordered = order === undefined ? smoothed : pickPoints(smoothed, order);
  if (sample.kind === 'none' || ordered.values.length <= sample.count) return ordered;
  return pickPoints(ordered, sampleMinmax(xOf(ordered), ordered.values, sample.count));
}

function pickPoints({ steps, times, values, raw }: CurvePoints, indices: Uint32Array): CurvePoints {
  return {
    steps: pick(steps, indices),
    times: pick(times, indices),
    values: pick(values, indices),
    ...(raw && { raw: pick(raw, indices) }),
  };
}
