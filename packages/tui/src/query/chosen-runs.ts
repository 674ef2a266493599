import type { Clause } from '@xt/grammar';

/**
 * Of the clauses before a `group by` those that choose the runs, with those that they need: an order where it decides which are
 * left, columns where these are named, there or behind. The clause at `needed`, if any, is needed too.
 */
export function choosingClauses(clauses: readonly Clause[], needed = -1): readonly Clause[] {
  const last = Math.max(
    needed,
    clauses.findLastIndex(({ kind }) => chooses.has(kind)),
  );
  const kept = clauses.slice(0, last + 1);
  const isLimited = kept.some(({ kind }) => kind === 'limit');
  const isSorting = (kind: Clause['kind']) => kind === 'sort' && isLimited;
  const names = kept.findIndex(givesNames);
  const areNamed =
    needed !== -1 ||
    (names !== -1 && kept.slice(names).some(({ kind }) => kind === 'where' || kind === 'top' || isSorting(kind)));
  return kept.filter(
    ({ kind }) => chooses.has(kind) || isSorting(kind) || (areNamed && (kind === 'select' || kind === 'vs')),
  );
}

function givesNames(clause: Clause): boolean {
  if (clause.kind !== 'select') return clause.kind === 'vs';
  return clause.columns.some((column) => column.kind === 'column' && column.alias !== undefined);
}

const chooses: ReadonlySet<Clause['kind']> = new Set(['where', 'limit', 'top']);
