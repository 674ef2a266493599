import { askedAs } from './selected.ts';
import { clausesOf, readQuery, withClauses } from './splice.ts';

/** The runs of the query grouped by a column, with their number; what was selected or sorted of the runs goes. */
export function groupBy(text: string, column: string): string | undefined {
  const query = readQuery(text);
  if (query === undefined || query.clauses.some(({ kind }) => kind === 'group')) return undefined;
  const key = askedAs(query, text, column, -1);
  const added = clausesOf(`group by ${key} select count() as runs sort by runs desc`);
  const kept = query.clauses.filter(({ kind }) => kind === 'where' || kind === 'limit' || kind === 'top');
  return added === undefined ? undefined : withClauses(query, [...kept, ...added]);
}
