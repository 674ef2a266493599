/** `3,102`: what `toLocaleString` writes, which takes twenty milliseconds to be loaded for the first frame. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `1 run`, `3,102 runs`. */
export function runsText(runs: number): string {
  return `${countText(runs)} ${runs === 1 ? 'run' : 'runs'}`;
}
