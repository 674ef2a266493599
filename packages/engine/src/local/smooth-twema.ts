/**
 * The exponential moving average of W&B's charts by distance on x, debiased: the mean of the points so far, each losing
 * weight by the distance since, in thousandths of the curve's range. The weight is min(sqrt(amount), 0.999), amount from
 * 0 to 1. Non-finite points stay as they are and are not accumulated. `x` ascends.
 */
export function smoothTwema(x: Float64Array, values: Float64Array, amount: number): Float64Array {
  const weight = Math.min(Math.sqrt(amount), 0.999);
  const range = (x[x.length - 1] as number) - (x[0] as number);
  const perUnit = range > 0 ? 1000 / range : 0;
  const smoothed = new Float64Array(values.length);
  let total = 0;
  let weights = 0;
  let before = Number.NaN;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      smoothed[i] = value;
      continue;
    }
    const at = x[i] as number;
    const kept = weights === 0 ? 0 : weight ** ((at - before) * perUnit);
    before = at;
    total = total * kept + value;
    weights = weights * kept + 1;
    smoothed[i] = total / weights;
  }
  return smoothed;
}
