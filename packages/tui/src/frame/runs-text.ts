/** `1 run`, `3,102 runs`. */
export function runsText(runs: number): string {
  return `${runs.toLocaleString('en-US')} ${runs === 1 ? 'run' : 'runs'}`;
}
