import { printExpression, type Query } from '@xt/grammar';
import { plainName } from './plain-name.ts';
import { columnExpression, quoteName } from './splice.ts';
import { stageStart } from './stage.ts';

/** A column that a query's `select` computes: what the answer calls it, and what it is. */
export interface SelectedColumn {
  readonly name: string;
  /** What it is computed of, as the printer writes it. */
  readonly expression: string;
  /** All that the query has of it: the expression, its band, its name. */
  readonly written: string;
  readonly isAliased: boolean;
}

/** The columns that the `select` of the rows that are shown lists, and its place; what stands for several columns is not among them. */
export function selectedColumns(
  { clauses }: Query,
  text: string,
): { readonly place: number; readonly columns: readonly SelectedColumn[] } {
  const start = stageStart(clauses);
  const place = clauses.findLastIndex(({ kind }, index) => index >= start && kind === 'select');
  const select = clauses[place];
  const columns = (select?.kind === 'select' ? select.columns : []).flatMap((column): readonly SelectedColumn[] => {
    if (column.kind !== 'column') return [];
    const expression = printExpression(column.expression);
    const name = column.alias?.name ?? plainName(expression);
    const written = text.slice(column.span.start, column.span.end);
    return [{ name, expression, written, isAliased: column.alias !== undefined }];
  });
  return { place, columns };
}

/**
 * A list of columns for a `select`: what the query computes under a name of its own, or with a band, is written as it is there; any
 * other column is asked for as its name.
 */
export function columnList(query: Query, text: string, columns: readonly string[]): string {
  const written = new Map(selectedColumns(query, text).columns.map((column) => [column.name, column.written] as const));
  return columns.map((name) => written.get(name) ?? columnExpression(name)).join(', ');
}

/**
 * How a clause asks for a column of the table: by its name, but before the `select` that gives it that name by what it is. A
 * clause that is not there yet, at the place -1, comes before.
 */
export function askedAs(query: Query, text: string, column: string, place: number): string {
  const selected = selectedColumns(query, text);
  const own = selected.columns.find(({ name, isAliased }) => isAliased && name === column);
  if (own === undefined) return columnExpression(column);
  return place > selected.place ? quoteName(column) : `(${own.expression})`;
}

/** The column that a clause at a place asks for by an expression; undefined where the table has another one of that name. */
export function columnAsked(query: Query, text: string, expression: string, place: number): string | undefined {
  const selected = selectedColumns(query, text);
  const name = plainName(expression);
  const isNamed = selected.columns.some((each) => each.isAliased && each.name === name);
  if (isNamed && place > selected.place) return name;
  const same = selected.columns.find((each) => each.expression === expression);
  return same?.name ?? (isNamed ? undefined : name);
}
