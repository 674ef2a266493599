/** The order of points by x, then as they stand; undefined where they ascend already. */
export function orderByX(x: Float64Array): Uint32Array | undefined {
  let ascends = true;
  for (let i = 1; ascends && i < x.length; i++) ascends = at(x, i - 1) <= at(x, i);
  if (ascends) return undefined;
  return Uint32Array.from(x.keys()).sort((i, j) => at(x, i) - at(x, j) || i - j);
}

/** The values at these indices. */
export function pick(values: Float64Array, indices: Uint32Array): Float64Array {
  return Float64Array.from(indices, (i) => at(values, i));
}

function at(values: Float64Array, i: number): number {
  return values[i] ?? Number.NaN;
}
