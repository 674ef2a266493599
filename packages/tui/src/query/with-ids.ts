import type { Query } from '@xt/grammar';
import { readQuery } from './splice.ts';

/** What the answer calls the column of ids that `withIds` adds. */
export const idColumn = 'xt id';

/**
 * The query as the table asks it: where it chooses the columns of runs, their ids come too, since marks and panes need them. All
 * before the added column stands where it stood.
 */
export function withIds(text: string): string {
  // The parser takes a while to be made: it is left alone where there is nothing to find.
  if (!/select/i.test(text)) return text;
  const query = readQuery(text);
  const select = query?.clauses.findLast(({ kind }) => kind === 'select');
  if (query === undefined || select === undefined || !rowsAreRuns(query)) return text;
  return `${text.slice(0, select.span.end)}, id as \`${idColumn}\`${text.slice(select.span.end)}`;
}

function rowsAreRuns({ source, clauses }: Query): boolean {
  if (source.kind !== 'runs' && source.kind !== 'run' && source.kind !== 'subquery') return false;
  if (source.kind === 'subquery' && !rowsAreRuns(source.query)) return false;
  // `select count()` alone makes one group of all runs.
  const counts = clauses.some(
    (clause) =>
      clause.kind === 'select' &&
      clause.columns.some(
        (column) =>
          column.kind === 'column' && column.expression.kind === 'call' && column.expression.arguments.length === 0,
      ),
  );
  return !counts && !clauses.some(({ kind }) => kind === 'group');
}
