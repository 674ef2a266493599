import type { State } from './state.ts';

// Whoever waits longer is told for how long.
const patienceMs = 5000;

/** That the rows are asked for, and for how long once that is long; nothing where they are there. */
export function loadingWords({ answers, clock }: State): string | undefined {
  const rows = answers.runs;
  if (rows?.status !== 'asked') return undefined;
  const waited = clock.now - rows.since;
  if (waited >= patienceMs) return `loading for ${Math.round(waited / 1000)} s`;
  return rows.good === undefined ? undefined : 'loading';
}
