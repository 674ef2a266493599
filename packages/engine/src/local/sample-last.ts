/**
 * The last point of each of `count` buckets of equal width on the x axis. Points come in order of x; so do the indices
 * that are returned. A curve of `count` points or fewer comes whole.
 */
export function sampleLast(x: Float64Array, count: number): Uint32Array {
  const length = x.length;
  if (length <= count) return Uint32Array.from(x.keys());
  const low = x[0] as number;
  const perUnit = count / ((x[length - 1] as number) - low);
  const wide = perUnit > 0 && perUnit < Number.POSITIVE_INFINITY;
  const bucketOf = (i: number) => (wide ? Math.min(count - 1, Math.floor(((x[i] as number) - low) * perUnit)) : 0);
  const kept: number[] = [];
  for (let i = 0; i < length; i++) if (i === length - 1 || bucketOf(i) !== bucketOf(i + 1)) kept.push(i);
  return Uint32Array.from(kept);
}
