import { selectedColumns } from './selected.ts';
import { clausesOf, columnExpression, readQuery, withClauses } from './splice.ts';

/**
 * The query whose columns are these, in this order. What the query computes under a name of its own, or with a band, stays as
 * it is written; any other column is asked for as its name.
 */
export function chooseColumns(text: string, columns: readonly string[]): string | undefined {
  const query = readQuery(text);
  if (query === undefined || columns.length === 0) return undefined;
  const { place, columns: selected } = selectedColumns(query, text);
  const written = new Map(selected.map((column) => [column.name, column.written] as const));
  const list = columns.map((name) => written.get(name) ?? columnExpression(name)).join(', ');
  const select = clausesOf(`select ${list}`)?.[0];
  if (select === undefined) return undefined;
  const clauses = place === -1 ? [...query.clauses, select] : query.clauses.with(place, select);
  return withClauses(query, clauses);
}
