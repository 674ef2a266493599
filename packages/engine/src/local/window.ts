/** Where the points within a window begin and end: both bounds of the window are inside it, an absent one is open. `x` ascends. */
export function windowOf(
  x: Float64Array,
  window: { readonly from?: number; readonly to?: number },
): { readonly start: number; readonly end: number } {
  const start = window.from === undefined ? 0 : firstNotBelow(x, window.from);
  const end = window.to === undefined ? x.length : firstAbove(x, window.to);
  return { start, end: Math.max(start, end) };
}

function firstNotBelow(x: Float64Array, bound: number): number {
  return search(x, (value) => value >= bound);
}

function firstAbove(x: Float64Array, bound: number): number {
  return search(x, (value) => value > bound);
}

/** The first index from which on the test holds. */
function search(x: Float64Array, test: (value: number) => boolean): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = x[middle];
    if (value !== undefined && test(value)) high = middle;
    else low = middle + 1;
  }
  return low;
}
