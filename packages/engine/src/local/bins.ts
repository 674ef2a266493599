/** A curve as means of bins of `width` on x: the values of [k · width, (k + 1) · width) at k · width. */
export interface Binned {
  readonly x: Float64Array;
  /** Each the mean of the values that are not NaN; NaN where there are none. */
  readonly columns: readonly Float64Array[];
}

/** The means of columns in bins, in order of x, which ascends. */
export function binMeans(x: Float64Array, columns: readonly Float64Array[], width: number): Binned {
  const starts: number[] = [];
  const places: number[] = [];
  let last = Number.NaN;
  for (const [i, at] of x.entries()) {
    const bin = Math.floor(at / width);
    if (bin === last) continue;
    last = bin;
    starts.push(i);
    places.push(bin * width);
  }
  const ends = [...starts.slice(1), x.length];
  return {
    x: Float64Array.from(places),
    columns: columns.map((values) =>
      Float64Array.from(starts, (from, bin) => meanOf(values.subarray(from, ends[bin] ?? from))),
    ),
  };
}

/** The mean of the values that are not NaN. */
export function meanOf(values: ArrayLike<number>): number {
  let [sum, lost, count] = [0, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    count++;
    // Neumaier's sum.
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return (Number.isFinite(sum) ? sum + lost : sum) / count;
}
