/**
 * Which points to keep of a curve that is to have at most `count`: of each of floor(count / 4) buckets of equal width on
 * the x axis the first, last, least and greatest point, the earliest if tied; NaN is neither least nor greatest. Points
 * come in order of x; so do the indices that are returned. A curve of `count` points or fewer comes whole.
 */
export function sampleMinmax(x: Float64Array, y: Float64Array, count: number): Uint32Array {
  const length = x.length;
  if (length <= count) return Uint32Array.from(x.keys());
  const buckets = Math.max(1, Math.floor(count / 4));
  const low = at(x, 0);
  // The same operations in the same order as in the SQL, or a point on a boundary changes sides.
  const perUnit = buckets / (at(x, length - 1) - low);
  // A single x, and a range beyond that of a double, have no buckets of equal width.
  const wide = perUnit > 0 && perUnit < Number.POSITIVE_INFINITY;
  const kept = new Uint32Array(count);
  let size = 0;
  let bucket = 0;
  let first = 0;
  let least = 0;
  let greatest = 0;
  for (let i = 0; i < length; i++) {
    const own = wide ? Math.min(buckets - 1, Math.floor((at(x, i) - low) * perUnit)) : 0;
    if (own !== bucket) {
      size += keep(kept, size, first, i - 1, least, greatest);
      bucket = own;
      first = least = greatest = i;
      continue;
    }
    const value = at(y, i);
    if (value < at(y, least) || replacesNaN(value, at(y, least))) least = i;
    if (value > at(y, greatest) || replacesNaN(value, at(y, greatest))) greatest = i;
  }
  size += keep(kept, size, first, length - 1, least, greatest);
  return kept.slice(0, size);
}

/** The first number of a bucket takes the place of a NaN; comparisons with NaN are false. */
function replacesNaN(value: number, before: number): boolean {
  return Number.isNaN(before) && !Number.isNaN(value);
}

/** Writes the points of one bucket in order, each once, as many as there is room for, and returns how many. */
function keep(kept: Uint32Array, size: number, ...points: readonly [number, number, number, number]): number {
  const distinct = [...new Set(points)].slice(0, kept.length - size).sort((a, b) => a - b);
  kept.set(distinct, size);
  return distinct.length;
}

function at(values: Float64Array, i: number): number {
  return values[i] as number;
}
