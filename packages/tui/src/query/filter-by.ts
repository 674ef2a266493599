import type { Cell, ColumnType } from '@xt/engine/arrow';
import type { Query } from '@xt/grammar';
import { durationLiteral, numberLiteral, timeLiteral } from './literals.ts';
import { askedAs } from './selected.ts';
import { clausesOf, columnExpression, quoteText, readQuery, withClauses } from './splice.ts';
import { stageStart } from './stage.ts';
import { type ShownTime, timeRange } from './time-range.ts';
import { versusPlace } from './versus.ts';

/** A cell as a condition compares it: the column it stands in, and its value at full precision. */
export interface FilterCell {
  readonly column: string;
  /** How the column is asked for, where its name does not say it. */
  readonly expression?: string | undefined;
  readonly type: ColumnType;
  readonly value: Cell;
  /** Of a time: how much of it is seen, which is what is meant. Without it the very microsecond is. */
  readonly shown?: ShownTime | undefined;
}

export type FilterTest = 'only' | 'not' | '<=' | '>=';

/** The query that keeps only the rows with this value of the column, or with another one, or with no greater or less one. */
export function filterBy(text: string, cell: FilterCell, test: FilterTest): string | undefined {
  const condition = conditionOf({ ...cell, expression: cell.expression ?? whereName(text, cell.column) }, test);
  return condition === undefined ? undefined : addCondition(text, condition, cell.column);
}

/** How a condition that is added to the query asks for a column of the table. */
export function whereName(text: string, column: string): string {
  const query = readQuery(text);
  return query === undefined ? columnExpression(column) : askedAs(query, text, column, wherePlace(query, column));
}

/** The query with one more condition on the rows that are shown: on a column of the table, where that is said. */
export function addCondition(text: string, condition: string, column?: string): string | undefined {
  const query = readQuery(text);
  const added = clausesOf(`where ${condition}`)?.[0];
  if (query === undefined || added?.kind !== 'where') return undefined;
  const place = wherePlace(query, column);
  const old = query.clauses[place];
  if (old?.kind === 'where') {
    const items = [...conjuncts(old.condition), ...conjuncts(added.condition)];
    const joined = { kind: 'and' as const, span: old.span, items };
    return withClauses(query, query.clauses.with(place, { ...old, condition: joined }));
  }
  return withClauses(query, query.clauses.toSpliced(whereStart(query, column), 0, added));
}

/** The place of the first `where` on the rows that are shown in which the column has a name; -1 where there is none. */
function wherePlace(query: Query, column: string | undefined): number {
  const start = whereStart(query, column);
  return query.clauses.findIndex(({ kind }, index) => index >= start && kind === 'where');
}

function whereStart(query: Query, column: string | undefined): number {
  const named = column === undefined ? 0 : versusPlace(query, column) + 1;
  return Math.max(stageStart(query.clauses), named);
}

type Condition = Extract<NonNullable<ReturnType<typeof clausesOf>>[number], { kind: 'where' }>['condition'];

function conjuncts(condition: Condition): readonly Condition[] {
  return condition.kind === 'and' ? condition.items : [condition];
}

/** A condition that the cell fulfils, or that all others do; undefined where the language has none. */
export function conditionOf(cell: FilterCell, test: FilterTest): string | undefined {
  const { column, expression, type, value, shown } = cell;
  const name = expression ?? columnExpression(column);
  if (value === null) return test === 'not' ? `${name} is not missing` : `${name} is missing`;
  if (typeof value === 'number' && Number.isNaN(value)) {
    return test === 'not' ? `(${name} is not nan or ${name} is missing)` : `${name} is nan`;
  }
  const range = type === 'time' && shown !== undefined ? timeRange(Number(value), shown) : undefined;
  if (range !== undefined && range.end !== undefined) return rangeCondition(name, range.start, range.end, test);
  const literal = range?.start ?? literalOf(type, value);
  if (literal === undefined) return undefined;
  switch (test) {
    case 'only':
      return `${name} = ${literal}`;
    case 'not':
      return `(${name} != ${literal} or ${name} is missing)`;
    default:
      return `${name} ${test} ${literal}`;
  }
}

function rangeCondition(name: string, start: string, end: string, test: FilterTest): string {
  switch (test) {
    case 'only':
      return `${name} >= ${start} and ${name} < ${end}`;
    case 'not':
      return `(${name} < ${start} or ${name} >= ${end} or ${name} is missing)`;
    case '>=':
      return `${name} >= ${start}`;
    case '<=':
      return `${name} < ${end}`;
  }
}

function literalOf(type: ColumnType, value: NonNullable<Cell>): string | undefined {
  switch (type) {
    case 'number':
    case 'integer':
      return numberLiteral(typeof value === 'bigint' ? value : Number(value));
    case 'duration':
      return durationLiteral(Number(value));
    case 'time':
      return timeLiteral(Number(value));
    case 'bool':
      return String(value);
    case 'text':
      return quoteText(String(value));
    case 'mixed':
      return mixedLiteral(String(value));
    case 'list':
      return undefined;
  }
}

// The service writes mixed cells as plain text.
function mixedLiteral(text: string): string {
  return text !== '' && Number.isFinite(Number(text)) ? text : quoteText(text);
}
