/**
 * The mean of the points up to 4 deviations away on x by weights exp(-d²/2s²), normalised over the points that there are.
 * A NaN is not averaged and stays NaN. `x` ascends.
 */
export function smoothGaussian(x: Float64Array, values: Float64Array, deviation: number): Float64Array {
  const width = 4 * deviation;
  const weigh = weigher(x, deviation);
  let low = 0;
  return values.map((value, i) => {
    if (Number.isNaN(value)) return Number.NaN;
    const at = x[i] as number;
    while (at - (x[low] as number) > width) low++;
    let total = 0;
    let weights = 0;
    for (let j = low; j < x.length && (x[j] as number) - at <= width; j++) {
      const near = values[j] as number;
      if (Number.isNaN(near)) continue;
      const weight = weigh(i, j);
      total += weight * near;
      weights += weight;
    }
    return total / weights;
  });
}

/** The weight of a point for another; on even steps it is the same for the same distance in points. */
function weigher(x: Float64Array, deviation: number): (i: number, j: number) => number {
  const scale = 2 * deviation * deviation;
  const weigh = (distance: number) => Math.exp(-(distance * distance) / scale);
  const step = (x[1] ?? 0) - (x[0] ?? 0);
  const isEven = x.every((at, i) => i === 0 || at - (x[i - 1] as number) === step);
  if (!isEven) return (i, j) => weigh((x[j] as number) - (x[i] as number));
  const known: number[] = [];
  return (i, j) => {
    const places = Math.abs(j - i);
    const weight = known[places] ?? weigh((x[j] as number) - (x[i] as number));
    known[places] = weight;
    return weight;
  };
}
