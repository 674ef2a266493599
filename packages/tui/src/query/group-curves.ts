import { readQuery, withClauses } from './splice.ts';

/** The runs that a query groups, and by what, as it is written; undefined where it groups none. */
export function groupedRuns(text: string): { readonly runs: string; readonly by: string } | undefined {
  const query = readQuery(text);
  const place = query?.clauses.findLastIndex(({ kind }) => kind === 'group') ?? -1;
  const group = query?.clauses[place];
  if (query === undefined || group?.kind !== 'group') return undefined;
  const before = query.clauses.slice(0, place);
  // Groups of groups have no curves.
  if (before.some(({ kind }) => kind === 'group')) return undefined;
  const runs = withClauses(
    query,
    before.filter(({ kind }) => kind !== 'select'),
  );
  return { runs, by: text.slice(group.span.start, group.span.end) };
}
