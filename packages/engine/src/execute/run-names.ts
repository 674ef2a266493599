import type { StepId } from '../plan/steps.ts';
import { type Results, storedOf } from './results.ts';
import type { Runs } from './run-set.ts';

/**
 * What each of few runs is called, each otherwise: by its name, else its id; by both where several have the name or it is
 * one of `taken`. The step fetched names and ids.
 */
export function shownNames(
  results: Results,
  step: StepId,
  runs: Runs,
  taken: readonly string[] = [],
): readonly string[] {
  const [names, ids] = [0, 1].map((index) => {
    const { runs: owners, values } = storedOf(results, step, index);
    return new Map(owners.map((run, at) => [run, String(values[at])]));
  });
  const called = Array.from(runs, (run) => names?.get(run) ?? ids?.get(run) ?? String(run));
  const isTaken = (name: string) => taken.includes(name) || called.filter((other) => other === name).length > 1;
  const used = new Set(taken);
  return called.map((name, at) => {
    const run = runs[at] ?? 0;
    const full = isTaken(name) ? `${name} (${ids?.get(run) ?? run})` : name;
    // Of two projects even the ids may be the same.
    const unique = used.has(full) ? `${full} #${at + 1}` : full;
    used.add(unique);
    return unique;
  });
}
