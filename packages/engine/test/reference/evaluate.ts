import type { Expression } from '@xt/grammar';
import { as } from './values/coerce.ts';
import { between, compare, isIn } from './values/compare.ts';
import { dayOf, readDate } from './values/dates.ts';
import { matches } from './values/match.ts';
import { calculate, call, negate } from './values/scalars.ts';
import { amount, and, bool, duration, not, number, or, type Truth, text, time, type Value } from './values/value.ts';
import type { Zone } from './world.ts';

/** What an expression is evaluated over: `leaf` says what depends on the rows, and gives undefined for all else. */
export interface Over {
  readonly now: number;
  readonly zone: Zone;
  readonly leaf: (of: Expression) => Value | undefined;
}

/** Functions of values; every other function is an aggregate, which a leaf answers. */
const scalarNames =
  'abs round floor ceil log log10 exp sqrt least greatest coalesce lower number text day week month'.split(' ');

export function isScalarCall(of: Expression): boolean {
  return of.kind === 'call' && scalarNames.includes(of.name.text);
}

/** The value of an expression: three-valued logic, IEEE 754, and whatever the leaves give. */
export function evaluate(of: Expression, over: Over): Value {
  const given = over.leaf(of);
  if (given !== undefined) return given;
  const value = (part: Expression) => evaluate(part, over);
  switch (of.kind) {
    case 'and':
      return bool(and(of.items.map((item) => truth(item, over))));
    case 'or':
      return bool(or(of.items.map((item) => truth(item, over))));
    case 'not':
      return bool(not(truth(of.item, over)));
    case 'compare':
      return bool(compare(of.op, value(of.left), value(of.right)));
    case 'between':
      return bool(negatedIf(of.negated, between(value(of.item), value(of.low), value(of.high))));
    case 'in':
      return bool(negatedIf(of.negated, isIn(value(of.item), of.values.map(value))));
    case 'match':
      return bool(negatedIf(of.negated, matches(of.op, value(of.item), value(of.pattern))));
    case 'is':
      return bool(negatedIf(of.negated, is(of.test.text, value(of.item))));
    case 'arithmetic':
      return calculate(of.op, value(of.left), value(of.right));
    case 'negate':
      return negate(value(of.item));
    case 'call':
      return call(of.name.text, of.arguments.map(value), over.zone);
    case 'ago':
      return time(over.now - of.amount.seconds * 1e6);
    case 'number':
      return number(of.value);
    case 'duration':
      return duration(of.seconds);
    case 'text':
      return text(of.value);
    case 'date':
      return readDate(of.text, over.zone);
    case 'literal':
      return literal(of.name, over);
    default:
      throw new Error(`no value of ${of.kind} here`);
  }
}

/** Whether a condition holds; null is unknown. A param that is a bool, or a text that reads as one, is a condition. */
export function truth(of: Expression, over: Over): Truth {
  const value = as('bool', evaluate(of, over));
  return value?.type === 'bool' ? value.value : null;
}

function negatedIf(negated: boolean, of: Truth): Truth {
  return negated ? not(of) : of;
}

function is(test: string, value: Value): Truth {
  if (test === 'missing') return value === null;
  const own = amount(as('number', value) ?? value);
  if (value === null || own === null) return null;
  return test === 'nan' ? Number.isNaN(own) : Number.isFinite(own);
}

function literal(name: string, { now, zone }: Over): Value {
  const day = 86_400_000_000;
  switch (name) {
    case 'true':
    case 'false':
      return bool(name === 'true');
    case 'nan':
      return number(Number.NaN);
    case 'inf':
      return number(Number.POSITIVE_INFINITY);
    case 'now':
      return time(now);
    case 'today':
      return dayOf(now, zone);
    default:
      return dayOf(now - day, zone);
  }
}
