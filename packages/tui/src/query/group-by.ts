import { clausesOf, columnExpression, readQuery, withClauses } from './splice.ts';

/** The runs of the query grouped by a column, with their number; what was selected or sorted of the runs goes. */
export function groupBy(text: string, column: string): string | undefined {
  const query = readQuery(text);
  const added = clausesOf(`group by ${columnExpression(column)} select count() as runs sort by runs desc`);
  if (query === undefined || added === undefined) return undefined;
  const kept = query.clauses.filter(({ kind }) => kind === 'where' || kind === 'limit' || kind === 'top');
  return query.clauses.some(({ kind }) => kind === 'group') ? undefined : withClauses(query, [...kept, ...added]);
}
