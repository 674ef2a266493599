import { choosingClauses } from './chosen-runs.ts';
import { askedAs } from './selected.ts';
import { clausesOf, readQuery, withClauses } from './splice.ts';
import { versusPlace } from './versus.ts';

/** The runs of the query grouped by a column, with their number; what was selected or sorted of them goes, unless it chooses which they are. */
export function groupBy(text: string, column: string): string | undefined {
  const query = readQuery(text);
  if (query === undefined || query.clauses.some(({ kind }) => kind === 'group')) return undefined;
  const named = versusPlace(query, column);
  const key = askedAs(query, text, column, -1);
  const added = clausesOf(`group by ${key} select count() as runs sort by runs desc`);
  return added === undefined ? undefined : withClauses(query, [...choosingClauses(query.clauses, named), ...added]);
}
