import type { BoundExpression, ConstantValue } from '../bind/bound.ts';
import type { Predicate } from '../plan/plan.ts';
import { type Measure, measureKey, type StoredValue, storedKey, storedValue } from '../plan/storage.ts';
import { listContains, listElement } from './clickhouse-lists.ts';
import {
  arithmetic,
  call as callForm,
  comparable,
  compare,
  inList,
  is,
  match,
  textOfBool,
  textOfNumber,
} from './forms-clickhouse.ts';
import { listValues } from './list-values.ts';
import { dotWithoutNewline, escapeBackslashes, ilikeToRegex } from './patterns.ts';
import { postgresFields } from './postgres-fields.ts';
import { call, form, infix, prefix, raw, type Sql, value } from './sql.ts';

/** Which column of the rows in reach holds an input, by its key (`storedKey`, `measureKey`). */
export interface Inputs {
  readonly column: (key: string) => Sql;
  /** Whether the values of a column are whole numbers, which are never NaN. */
  readonly isWhole?: (key: string) => boolean;
  /** The condition that the run of a row is among the runs of a step. */
  readonly among?: (step: number) => Sql;
}

/** The inputs of what needs none. */
export const noInputs: Inputs = {
  column: (key) => {
    throw new Error(`no column for \`${key}\``);
  },
};

/** The key of the values of one of the series that a value is computed of point by point. */
export function pointKey(index: number): string {
  return `point ${index}`;
}

/** The key of a column of rows that are no runs. */
export function rowColumnKey(name: string): string {
  return `column ${name}`;
}

/** The key of a value that a stage of a listing computes of its rows. */
export function clauseValueKey(clause: number): string {
  return `value ${clause}`;
}

/** The condition that holds where the predicate does: nullable, null where unknown. */
export function clickHouseCondition(predicate: Predicate, inputs: Inputs): Sql {
  switch (predicate.kind) {
    case 'always':
      return raw('true');
    case 'never':
      return raw('false');
    case 'and':
    case 'or': {
      const items = predicate.items.map((item) => clickHouseCondition(item, inputs));
      return infix(predicate.kind === 'and' ? 'AND' : 'OR', ...items);
    }
    case 'among':
      if (inputs.among === undefined) throw new Error('the rows name no run');
      return inputs.among(predicate.of);
    case 'type-is':
      throw new Error('the type of a value is asked of ClickHouse');
    case 'leaf': {
      const condition = clickHouseValue(predicate.condition, inputs);
      return predicate.negated ? prefix('NOT', condition) : condition;
    }
  }
}

/** The value of an expression over the columns in reach: null is missing, NaN is NaN, a condition is nullable. */
export function clickHouseValue(expression: BoundExpression, inputs: Inputs): Sql {
  const of = (item: BoundExpression) => clickHouseValue(item, inputs);
  switch (expression.kind) {
    case 'constant':
      return constant(expression.value, expression.type);
    case 'field':
    case 'param':
    case 'tag':
    case 'tagged':
    case 'artifact-link':
    case 'in-set':
    case 'computed':
      return stored(expression, inputs);
    case 'kin':
      throw new Error('kin is a set of runs once it is asked of a store');
    case 'point':
      return inputs.column(pointKey(expression.index));
    case 'row-column':
      return inputs.column(rowColumnKey(expression.column));
    case 'clause-value':
      return inputs.column(clauseValueKey(expression.clause));
    case 'list-element': {
      const list: StoredValue = { kind: 'key', of: 'param', key: expression.key, reading: 'list' };
      return listElement(inputs.column(storedKey(list)), expression.index, expression.reading);
    }
    case 'by-type':
      return byType(expression, inputs);
    case 'aggregate':
    case 'series-value':
      return measure(expression, inputs);
    case 'arithmetic':
      return calculation(expression, of);
    case 'negate':
      return prefix('-', of(expression.item));
    case 'call':
      return functionCall(expression, inputs);
    case 'compare':
      return form(
        (a, b) => compare(expression.op, a ?? '', b ?? ''),
        operand(expression.left, inputs),
        operand(expression.right, inputs),
      );
    case 'in':
      return membership(expression, inputs);
    case 'match':
      return textTest(expression, inputs);
    case 'is':
      return form((x) => is(expression.test, x ?? ''), of(expression.item));
    case 'not':
      return prefix('NOT', of(expression.item));
    case 'and':
    case 'or':
      return infix(expression.kind === 'and' ? 'AND' : 'OR', ...expression.items.map(of));
  }
}

function constant(of: ConstantValue, type: BoundExpression['type']): Sql {
  if (of === null) return raw(type === 'text' ? "CAST(NULL, 'Nullable(String)')" : "CAST(NULL, 'Nullable(Float64)')");
  if (typeof of === 'boolean') return raw(String(of));
  return value(typeof of === 'string' ? 'String' : 'Float64', of);
}

function stored(expression: BoundExpression, inputs: Inputs): Sql {
  const of = storedValue(expression);
  if (of === undefined) throw new Error(`a \`${expression.kind}\` is no stored value`);
  const column = inputs.column(storedKey(of));
  return of.kind === 'membership' ? call('ifNull', column, raw('0')) : column;
}

/** No points: a count is 0, all else is missing. */
function measure(of: Measure, inputs: Inputs): Sql {
  const column = inputs.column(measureKey(of));
  const counted = of.kind === 'aggregate' ? of.aggregate : of.of.kind;
  return counted === 'count' || counted === 'count-true' ? call('ifNull', column, raw('0')) : column;
}

type ByType = Extract<BoundExpression, { readonly kind: 'by-type' }>;

function byType(expression: ByType, inputs: Inputs): Sql {
  const type = typeName(expression, inputs);
  const branches = (['number', 'text', 'bool', 'list'] as const).flatMap((name) => {
    const branch = expression[name];
    return branch === undefined ? [] : [infix('=', type, raw(`'${name}'`)), clickHouseValue(branch, inputs)];
  });
  return call('multiIf', ...branches, raw('NULL'));
}

/** The name of the type by which an expression tells its branches apart. */
export function typeName({ of, key, typeName: computed }: ByType, inputs: Inputs): Sql {
  if (computed !== undefined) return clickHouseValue(computed, inputs);
  return inputs.column(storedKey({ kind: 'key', of, key, reading: 'type' }));
}

/** An operand of a comparison; what cannot be NaN stands as it is. */
function operand(expression: BoundExpression, inputs: Inputs): Sql {
  const x = clickHouseValue(expression, inputs);
  const { type } = expression;
  const numeric = type === 'number' || type === 'duration' || type === 'time';
  const never =
    isWhole(expression, inputs) ||
    expression.kind === 'field' ||
    (expression.kind === 'constant' && !Number.isNaN(expression.value));
  return numeric && !never ? form((item) => comparable(item ?? ''), x) : x;
}

/** Whether values are whole numbers or missing, by what they are. */
export function isWhole(expression: BoundExpression, inputs: Inputs): boolean {
  if (expression.kind === 'row-column') return inputs.isWhole?.(rowColumnKey(expression.column)) ?? false;
  return expression.kind === 'field' && postgresFields[expression.field].type === 'bigint';
}

const microseconds = raw('1000000');

/** Times are microseconds and durations seconds, so they meet by a factor. */
function calculation(
  { op, left, right, type }: Extract<BoundExpression, { kind: 'arithmetic' }>,
  of: (item: BoundExpression) => Sql,
): Sql {
  const say = (a: Sql, b: Sql) => form((x, y) => arithmetic(op, x ?? '', y ?? ''), a, b);
  if (left.type === 'time' && right.type === 'time') return infix('/', say(of(left), of(right)), microseconds);
  if (type !== 'time') return say(of(left), of(right));
  const scaled = (item: BoundExpression) => (item.type === 'time' ? of(item) : infix('*', of(item), microseconds));
  return say(scaled(left), scaled(right));
}

function functionCall(
  { function: name, arguments: items, type }: Extract<BoundExpression, { kind: 'call' }>,
  inputs: Inputs,
): Sql {
  const operands = items.map((item) => clickHouseValue(item, inputs));
  const [x, zone] = operands;
  const [first] = items;
  if (x === undefined || first === undefined) throw new Error(`\`${name}\` has no arguments`);
  switch (name) {
    case 'day':
    case 'week':
    case 'month': {
      if (zone === undefined) throw new Error(`\`${name}\` has no time zone`);
      const said = form((time, of) => callForm(name, [time ?? ''], of ?? ''), call('toInt64', x), zone);
      return call('toFloat64', said);
    }
    case 'text':
      return textOf(x, first.type);
    case 'number':
      return first.type === 'text' ? form((text) => callForm(name, [text ?? ''], ''), x) : call('toFloat64', x);
    case 'least':
    case 'greatest':
      if (type === 'text' || type === 'bool') return call(name, ...operands);
      return form((...texts) => callForm(name, texts, ''), ...operands);
    default:
      return form((...texts) => callForm(name, texts, ''), ...operands);
  }
}

/** A value of any type as text; a time in UTC, a duration as its seconds. */
function textOf(x: Sql, type: BoundExpression['type']): Sql {
  switch (type) {
    case 'number':
    case 'duration':
      return form((item) => textOfNumber(item ?? ''), x);
    case 'bool':
      return form((item) => textOfBool(item ?? ''), x);
    case 'time':
      return form((item) => `formatDateTime(fromUnixTimestamp64Milli(toInt64(${item} / 1000), 'UTC'), '%FT%T.%fZ')`, x);
    case 'text':
    case 'list':
    case 'mixed':
      return x;
  }
}

function membership({ item, values: given }: Extract<BoundExpression, { kind: 'in' }>, inputs: Inputs): Sql {
  const { values, unknown } = listValues(given);
  const text = item.type === 'text';
  const numeric = !text && item.type !== 'bool';
  const type = text ? 'Array(String)' : item.type === 'bool' ? 'Array(Bool)' : 'Array(Float64)';
  const list = values.length === 0 ? [] : [value(type, values as readonly string[])];
  return form((x, array) => inList(x ?? '', array, unknown, numeric), operand(item, inputs), ...list);
}

function textTest({ op, item, pattern }: Extract<BoundExpression, { kind: 'match' }>, inputs: Inputs): Sql {
  const x = clickHouseValue(item, inputs);
  if (item.type === 'list') return listContains(x, pattern);
  const said = value('String', patternText(op, String(pattern)));
  return form((text, p) => match(op, text ?? '', p ?? ''), x, said);
}

function patternText(op: Extract<BoundExpression, { kind: 'match' }>['op'], pattern: string): string {
  switch (op) {
    case 'like':
      return escapeBackslashes(pattern);
    case 'ilike':
      return ilikeToRegex(pattern);
    case 'matches':
      return dotWithoutNewline(pattern);
    default:
      return pattern;
  }
}
