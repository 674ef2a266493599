/** Where the i-th of points on one line stands beside it, between -1 and 1: spread evenly, and the same every time. */
export function jitter(index: number): number {
  const golden = 0.618_033_988_749_895;
  return Number((((index * golden) % 1) * 2 - 1).toFixed(3));
}
