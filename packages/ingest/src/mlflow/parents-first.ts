import type { RunHandle } from './store.ts';

/** The runs such that each parent comes before its children. */
export function parentsFirst(runs: readonly RunHandle[]): RunHandle[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const sorted = new Set<RunHandle>();
  for (const run of runs) {
    const line: RunHandle[] = [];
    for (
      let at: RunHandle | undefined = run;
      at !== undefined && !sorted.has(at) && !line.includes(at);
      at = byId.get(at.parent ?? '')
    ) {
      line.push(at);
    }
    for (const one of line.reverse()) sorted.add(one);
  }
  return [...sorted];
}
