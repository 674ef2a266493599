/**
 * TensorBoard's exponential moving average, debiased: the mean of the points so far, each weighing `weight` (from 0 to
 * below 1) times as much as the next. Non-finite points stay as they are and are not accumulated; a curve of one value stays itself.
 */
export function smoothEma(values: Float64Array, weight: number): Float64Array {
  if (isConstant(values)) return values.slice();
  const smoothed = new Float64Array(values.length);
  let accumulated = 0;
  let count = 0;
  let seen = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!Number.isFinite(value)) {
      smoothed[i] = value;
      continue;
    }
    accumulated = accumulated * weight + (1 - weight) * value;
    // Once the share of all points is 1 to the last digit it stays so, and powers are slow.
    if (seen !== 1) seen = 1 - weight ** ++count;
    smoothed[i] = accumulated / seen;
  }
  return smoothed;
}

function isConstant(values: Float64Array): boolean {
  const [first] = values;
  return values.every((value) => value === first);
}
