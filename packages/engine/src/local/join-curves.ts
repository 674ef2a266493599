/** Where curves have points, in order of x, and the values that they have there, in order of the curves. */
export interface JoinedCurves {
  readonly x: Float64Array;
  readonly values: readonly (readonly number[])[];
}

/** Joins curves by equal x; nothing is carried or interpolated. Each comes in strictly ascending order of x, or with ties. */
export function joinCurves(
  curves: readonly { readonly x: Float64Array; readonly values: Float64Array }[],
): JoinedCurves {
  const at = new Map<number, number[]>();
  for (const { x, values } of curves) {
    for (let i = 0; i < x.length; i++) {
      const place = x[i] as number;
      const known = at.get(place);
      if (known === undefined) at.set(place, [values[i] as number]);
      else known.push(values[i] as number);
    }
  }
  const x = Float64Array.from(at.keys()).sort();
  return { x, values: Array.from(x, (place) => at.get(place) ?? []) };
}
