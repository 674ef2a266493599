import { clausesOf, columnExpression, readQuery, withClauses } from './splice.ts';
import { stageStart } from './stage.ts';

/**
 * The query whose columns are these, in this order. What the query computes under a name of its own keeps its expression; any
 * other column is asked for as its name.
 */
export function chooseColumns(text: string, columns: readonly string[]): string | undefined {
  const query = readQuery(text);
  if (query === undefined || columns.length === 0) return undefined;
  const start = stageStart(query.clauses);
  const place = query.clauses.findLastIndex(({ kind }, index) => index >= start && kind === 'select');
  const old = query.clauses[place];
  const aliased = new Map(
    (old?.kind === 'select' ? old.columns : []).flatMap((column) =>
      'alias' in column && column.alias !== undefined
        ? [[column.alias.name, text.slice(column.span.start, column.span.end)] as const]
        : [],
    ),
  );
  const list = columns.map((name) => aliased.get(name) ?? columnExpression(name)).join(', ');
  const select = clausesOf(`select ${list}`)?.[0];
  if (select === undefined) return undefined;
  const clauses = place === -1 ? [...query.clauses, select] : query.clauses.with(place, select);
  return withClauses(query, clauses);
}
