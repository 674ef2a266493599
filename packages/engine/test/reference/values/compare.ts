import { beside } from './coerce.ts';
import { byCodePoint } from './order.ts';
import { and, isNaNValue, not, or, type Truth, type Value } from './value.ts';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A comparison: unknown with what is missing, NaN or of another type. A date is its whole day. */
export function compare(op: Comparison, a: Value, b: Value): Truth {
  const pair = beside(a, b);
  if (pair === null || isNaNValue(a) || isNaNValue(b)) return null;
  const [left, right] = pair;
  if (isNaNValue(left) || isNaNValue(right)) return null;
  if (left.type === 'time' && left.end !== undefined) return compare(turned[op], right, left);
  if (left.type === 'time' && right.type === 'time') return compareTimes(op, left.value, right.value, right.end);
  const order = orderOf(left, right);
  return holds(op, order);
}

/** `between`, ends included. */
export function between(value: Value, low: Value, high: Value): Truth {
  return and([compare('>=', value, low), compare('<=', value, high)]);
}

/** `in`: equal to any of them. */
export function isIn(value: Value, values: readonly Value[]): Truth {
  return or(values.map((each) => compare('=', value, each)));
}

const turned: Readonly<Record<Comparison, Comparison>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function compareTimes(op: Comparison, moment: number, start: number, end: number | undefined): Truth {
  if (end === undefined) return holds(op, moment - start);
  switch (op) {
    case '=':
      return moment >= start && moment < end;
    case '!=':
      return not(moment >= start && moment < end);
    case '<':
      return moment < start;
    case '>=':
      return moment >= start;
    case '<=':
      return moment < end;
    case '>':
      return moment >= end;
  }
}

function orderOf(a: NonNullable<Value>, b: NonNullable<Value>): number {
  if (typeof a.value === 'string' && typeof b.value === 'string') return byCodePoint(a.value, b.value);
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

function holds(op: Comparison, order: number): boolean {
  switch (op) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}
