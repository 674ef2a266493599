import type { Cell } from '@xt/engine/arrow';
import { type Clause, type Column, print, type Query } from '@xt/grammar';
import type { SheetColumn } from '../sheet/sheet.ts';
import { choosingClauses } from './chosen-runs.ts';
import { addCondition, conditionOf } from './filter-by.ts';
import { columnList } from './selected.ts';
import { columnExpression, quoteName, quoteText, readQuery, withClauses } from './splice.ts';

/** A value of one column of a row. */
export interface KeyValue {
  readonly column: SheetColumn;
  readonly value: Cell;
}

/**
 * The query of the runs one edge below a run, in these columns of the query: what that computes under a name of its own is
 * computed of them too, and they are compared with the same baseline.
 */
export function childrenOf(text: string, id: string, columns: readonly string[]): string {
  const of = `runs where child of ${quoteText(id)}`;
  const query = readQuery(text);
  if (columns.length === 0) return of;
  const versus = query?.clauses.find(({ kind }) => kind === 'vs');
  const clauses = [
    `select ${query === undefined ? columns.map(columnExpression).join(', ') : columnList(query, text, columns)}`,
    ...(versus === undefined ? [] : [text.slice(versus.span.start, versus.span.end)]),
  ];
  return `${of} ${clauses.join(' ')}`;
}

/**
 * The query of the runs of one group: those of the query before its `group by` that have the group's keys, each column with
 * the run's own value under the column that is made of it. Undefined where a key cannot be asked for again.
 */
export function runsOfGroup(text: string, keys: readonly KeyValue[]): string | undefined {
  const query = readQuery(text);
  if (query === undefined) return undefined;
  const place = query.clauses.findLastIndex(({ kind }) => kind === 'group');
  const group = query.clauses[place];
  if (group?.kind !== 'group') return undefined;
  const written = group.keys === 'all' ? [] : group.keys.map((key) => keyText(key, text));
  const conditions = keys.map(({ column, value }, index) =>
    conditionOf({ column: column.name, expression: written[index], type: column.type, value }, 'only'),
  );
  if (conditions.some((condition) => condition === undefined) || written.length !== keys.length) return undefined;
  const base = withClauses(query, choosingClauses(query.clauses.slice(0, place)));
  const filtered = conditions.length === 0 ? base : addCondition(base, conditions.join(' and '));
  const select = query.clauses.slice(place).find(({ kind }) => kind === 'select');
  return filtered === undefined ? undefined : `${filtered} select ${ownColumns(group, select, text, query).join(', ')}`;
}

/** `name`, the keys, and of each aggregate what it is over, under the aggregate's name. */
function ownColumns(group: Clause, select: Clause | undefined, text: string, query: Query): readonly string[] {
  const keys = group.kind === 'group' && group.keys !== 'all' ? group.keys : [];
  const keyColumns = keys.map((key) => `${keyText(key, text)} as ${quoteName(columnName(key, text, query))}`);
  const values = (select?.kind === 'select' ? select.columns : []).flatMap((column) => {
    if (column.kind !== 'column' || column.expression.kind !== 'call') return [];
    const [inner] = column.expression.arguments;
    if (inner === undefined || column.expression.arguments.length !== 1 || column.expression.name.text === 'count')
      return [];
    const own = text.slice(inner.span.start, inner.span.end);
    return [`${own} as ${quoteName(columnName(column, text, query))}`];
  });
  return ['name', ...keyColumns, ...values];
}

/** What the answer calls a column: its alias, or the expression as the printer writes it. */
function columnName(column: Column, text: string, query: Query): string {
  if ('alias' in column && column.alias !== undefined) return column.alias.name;
  const written = text.slice(column.span.start, column.span.end);
  const printed = print({
    ...query,
    comments: [],
    source: { kind: 'runs', span: column.span },
    clauses: [{ kind: 'select', span: column.span, columns: [column] }],
  });
  return printed.startsWith('runs select ') ? printed.slice('runs select '.length) : written;
}

function keyText(key: Column, text: string): string {
  return key.kind === 'column'
    ? text.slice(key.expression.span.start, key.expression.span.end)
    : text.slice(key.span.start, key.span.end);
}
