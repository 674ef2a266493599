/**
 * Which points to keep of a curve that is to have at most `count`: of each of floor(count / 4) buckets of equal width on
 * the x axis the first, last, least and greatest point, the earliest if tied; NaN is neither least nor greatest. Points
 * come in order of x; so do the indices that are returned. A curve of `count` points or fewer comes whole.
 */
export function sampleMinmax(x: Float64Array, y: Float64Array, count: number): Uint32Array {
  if (x.length <= count) return Uint32Array.from(x.keys());
  const bucketOf = buckets(x, Math.floor(count / 4));
  const kept = new Uint32Array(count);
  let length = 0;
  for (let from = 0; from < x.length; ) {
    const bucket = bucketOf(from);
    let to = from + 1;
    while (to < x.length && bucketOf(to) === bucket) to++;
    const room = kept.subarray(length);
    length += keepOfBucket(y, from, to, room);
    from = to;
  }
  return kept.slice(0, length);
}

/** The bucket of a point: the same operations in the same order as in the SQL, or a point on a boundary changes sides. */
function buckets(x: Float64Array, wanted: number): (i: number) => number {
  const count = Math.max(1, wanted);
  const low = x[0] ?? 0;
  const high = x[x.length - 1] ?? 0;
  const perUnit = count / (high - low);
  // A single x, and a range beyond that of a double, have no buckets of equal width.
  if (!(perUnit > 0 && perUnit < Number.POSITIVE_INFINITY)) return () => 0;
  return (i) => Math.min(count - 1, Math.floor(((x[i] ?? low) - low) * perUnit));
}

/** Writes the kept points of one bucket in order, as many as there is room for, and returns how many. */
function keepOfBucket(y: Float64Array, from: number, to: number, room: Uint32Array): number {
  let least = from;
  let greatest = from;
  for (let i = from; i < to; i++) {
    const value = y[i] ?? Number.NaN;
    // A comparison with NaN is false: the first number takes the place of a NaN, no NaN that of a number.
    if (value < at(y, least) || (Number.isNaN(at(y, least)) && !Number.isNaN(value))) least = i;
    if (value > at(y, greatest) || (Number.isNaN(at(y, greatest)) && !Number.isNaN(value))) greatest = i;
  }
  const points = [...new Set([from, to - 1, least, greatest])].slice(0, room.length).sort((a, b) => a - b);
  room.set(points);
  return points.length;
}

function at(values: Float64Array, i: number): number {
  return values[i] ?? Number.NaN;
}
