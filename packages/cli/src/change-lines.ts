import type { ChangeReport } from '@xt/server';

/** How a change is told: what was done, what would be, and what comes after the number of runs. */
export interface Telling {
  readonly done: string;
  readonly would: string;
  readonly after?: string;
}

/** What a change of runs did, in one line. */
export function changeLine({ found, changed, examples }: ChangeReport, telling: Telling, dryRun: boolean): string {
  const after = telling.after === undefined ? '' : ` ${telling.after}`;
  if (found === 0) return 'no run is meant: nothing changed';
  if (changed === 0) return `nothing changed: ${countRuns(found)} ${found === 1 ? 'was' : 'were'} so already`;
  const before = found - changed;
  const rest = before === 0 ? '' : `; ${countRuns(before)} ${before === 1 ? 'was' : 'were'} so already`;
  const names = dryRun ? `: ${namesLine(examples, found)}` : '';
  return `${dryRun ? telling.would : telling.done} ${countRuns(changed)}${after}${rest}${names}`;
}

/** The first of some names, and how many more there are. */
export function namesLine(examples: readonly string[], all: number): string {
  const names = examples.map((name) => `\`${name}\``).join(', ');
  return all > examples.length ? `${names} and ${all - examples.length} more` : names;
}

/** `1 run`, `3,102 runs`. */
export function countRuns(runs: number): string {
  return `${runs.toLocaleString('en')} ${runs === 1 ? 'run' : 'runs'}`;
}
