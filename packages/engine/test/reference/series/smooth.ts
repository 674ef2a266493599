import { quantile, sum } from './aggregates.ts';

/** Points along an axis: where they lie, and what they are. */
export interface Along {
  readonly x: number;
  readonly value: number;
}

/** A curve smoothed along its axis, in its order; a point that is NaN stays NaN. Values have other last digits for each `lastDigits`. */
export function smooth(
  method: string,
  amount: number,
  points: readonly Along[],
  lastDigits?: number,
): readonly number[] {
  const smoothed = smoothedBy(method, amount, points);
  if (lastDigits === undefined || method === 'median') return smoothed;
  const scale = Math.max(0, ...points.map(({ value }) => Math.abs(value)).filter(Number.isFinite));
  return smoothed.map((value, at) => value + 1e-14 * scale * Math.sin(997 * lastDigits + 13.7 * at + 7.1 * amount));
}

function smoothedBy(method: string, amount: number, points: readonly Along[]): readonly number[] {
  switch (method) {
    case 'ema':
      return ema(points, amount);
    case 'twema':
      return twema(points, amount);
    case 'gaussian':
      return points.map((point) => gaussianAt(point, amount, points));
    case 'mean':
      return windowed(points, amount, (values) => sum(values) / values.length);
    case 'median':
      return windowed(points, amount, (values) => quantile(values, 0.5));
    default:
      throw new Error(`no smoothing ${method}`);
  }
}

/** TensorBoard's: debiased; what is not finite passes through and is not accumulated. */
function ema(points: readonly Along[], weight: number): readonly number[] {
  let total = 0;
  let bias = 0;
  return points.map(({ value }) => {
    if (!Number.isFinite(value)) return value;
    total = total * weight + (1 - weight) * value;
    bias = bias * weight + (1 - weight);
    return total / bias;
  });
}

/** W&B's: as above, and what was before loses weight with the distance on the axis, in thousandths of the curve's range. */
function twema(points: readonly Along[], amount: number): readonly number[] {
  const weight = Math.min(Math.sqrt(amount), 0.999);
  const places = points.map((point) => point.x);
  const range = Math.max(...places) - Math.min(...places);
  let total = 0;
  let bias = 0;
  let before: number | undefined;
  return points.map(({ x, value }) => {
    if (!Number.isFinite(value)) return value;
    const distance = before === undefined || range === 0 ? 0 : ((x - before) / range) * 1000;
    before = x;
    total = total * weight ** distance + value;
    bias = bias * weight ** distance + 1;
    return total / bias;
  });
}

function gaussianAt(at: Along, sigma: number, points: readonly Along[]): number {
  if (Number.isNaN(at.value)) return Number.NaN;
  const near = points.filter((point) => !Number.isNaN(point.value) && Math.abs(point.x - at.x) <= 4 * sigma);
  const weights = near.map((point) => Math.exp(-((point.x - at.x) ** 2) / (2 * sigma ** 2)));
  return sum(near.map((point, index) => point.value * (weights[index] ?? 0))) / sum(weights);
}

/** A centred window of points, shorter at the ends; a NaN point takes a place in it and does not count. */
function windowed(
  points: readonly Along[],
  width: number,
  over: (values: readonly number[]) => number,
): readonly number[] {
  const half = Math.floor(width / 2);
  return points.map((point, index) => {
    if (Number.isNaN(point.value)) return Number.NaN;
    const near = points.slice(Math.max(0, index - half), index + half + 1);
    return over(near.map((each) => each.value).filter((value) => !Number.isNaN(value)));
  });
}
