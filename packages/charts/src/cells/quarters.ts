/** The quarters of rows by a number of theirs. */
export interface Quarters {
  readonly bounds: readonly (readonly [least: number, greatest: number])[];
  readonly of: (value: number) => number;
}

/** The quarters by the numbers of all rows, fewer where there are fewer numbers. */
export function quartersOf(numbers: readonly number[]): Quarters {
  const sorted = Float64Array.from(numbers).sort();
  const starts = [...new Set([0, 1, 2, 3].map((part) => sorted[Math.ceil((part * sorted.length) / 4)] ?? Number.NaN))];
  const known = starts.filter(Number.isFinite);
  const of = (value: number) => known.filter((start) => start <= value).length - 1;
  const bounds = known.map((start, at) => {
    const own = sorted.filter((value) => of(value) === at);
    return [start, own.at(-1) ?? start] as const;
  });
  return { bounds, of };
}
