import type { Clause } from '@xt/grammar';

/** Where the clauses begin that speak of the rows that are shown: behind the last `group by`. */
export function stageStart(clauses: readonly Clause[]): number {
  return clauses.findLastIndex(({ kind }) => kind === 'group') + 1;
}
