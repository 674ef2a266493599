import type { ArithmeticOp } from '@xt/grammar';
import type { Zone } from '../world.ts';
import { as } from './coerce.ts';
import { startOf } from './dates.ts';
import { compareForSorting } from './order.ts';
import { readBool, readNumber } from './read-text.ts';
import { amount, duration, isNaNValue, number, text, time, type Value } from './value.ts';

/** Arithmetic by IEEE 754; of times and durations what has a meaning: time - time is a duration, time + duration a time. */
export function calculate(op: ArithmeticOp, left: Value, right: Value): Value {
  const [a, b] = [quantity(left), quantity(right)];
  if (a === null || b === null) return null;
  const [x, y] = [a.value, b.value];
  if (a.type === 'time' && b.type === 'time') return duration((x - y) / 1e6);
  if (a.type === 'time') return time(op === '+' ? x + y * 1e6 : x - y * 1e6);
  if (b.type === 'time') return time(y + x * 1e6);
  const result = arithmetic(op, x, y);
  if (a.type === b.type)
    return a.type === 'duration' && (op === '+' || op === '-' || op === '%') ? duration(result) : number(result);
  return duration(result);
}

/** The same number with the other sign. */
export function negate(value: Value): Value {
  const own = quantity(value);
  return own === null ? null : { type: own.type, value: -own.value };
}

/** A function of values. */
export function call(name: string, items: readonly Value[], zone: Zone): Value {
  const [item = null] = items;
  switch (name) {
    case 'least':
    case 'greatest':
      return extreme(name, items);
    case 'coalesce':
      return items.find((each) => each !== null) ?? null;
    case 'lower':
      return item?.type === 'text' ? text(item.value.toLowerCase()) : null;
    case 'number':
      return readAsNumber(item);
    case 'text':
      return item?.type === 'text' ? item : null;
    case 'day':
    case 'week':
    case 'month':
      return item?.type === 'time' ? time(startOf(name, item.value, zone)) : null;
    default: {
      const own = quantity(item);
      if (own === null) return null;
      return own.type === 'duration' ? duration(functionOf(name, own.value)) : number(functionOf(name, own.value));
    }
  }
}

type Quantity = { readonly type: 'number' | 'duration' | 'time'; readonly value: number };

/** A number, a duration or a time; text that reads as a number is one here. */
function quantity(value: Value): Quantity | null {
  const read = value?.type === 'text' ? as('number', value) : value;
  return read?.type === 'number' || read?.type === 'duration' || read?.type === 'time' ? read : null;
}

function arithmetic(op: ArithmeticOp, x: number, y: number): number {
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case '%':
      return remainder(x, y);
    case '^':
      // IEEE 754's pow, where JavaScript has NaN.
      return x === 1 || (x === -1 && Math.abs(y) === Number.POSITIVE_INFINITY) ? 1 : x ** y;
  }
}

/** By an infinity the dividend itself; NaN where the quotient has no exact whole part. */
function remainder(x: number, y: number): number {
  if (Number.isFinite(x) && Math.abs(y) === Number.POSITIVE_INFINITY) return x;
  if (Math.abs(x / y) >= 2 ** 53) return Number.NaN;
  const rest = x - y * Math.trunc(x / y);
  return rest * Math.sign(x) < 0 ? 0 : rest;
}

function functionOf(name: string, x: number): number {
  switch (name) {
    case 'abs':
      return Math.abs(x);
    case 'round':
      return roundToEven(x);
    case 'floor':
      return Math.floor(x);
    case 'ceil':
      return Math.ceil(x);
    case 'log':
      return Math.log(x);
    case 'log10':
      return Math.log10(x);
    case 'exp':
      return Math.exp(x);
    case 'sqrt':
      return Math.sqrt(x);
    default:
      throw new Error(`no function ${name}`);
  }
}

function roundToEven(x: number): number {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

/** NaN is passed over as what is missing is, but remains where there is nothing else. */
function extreme(name: 'least' | 'greatest', items: readonly Value[]): Value {
  const given = items.filter((item) => item !== null);
  const real = given.filter((item) => !isNaNValue(item));
  const [first = null] = real.toSorted((a, b) => compareForSorting(a, b, name === 'greatest'));
  return first ?? given[0] ?? null;
}

function readAsNumber(value: Value): Value {
  if (value === null) return null;
  switch (value.type) {
    case 'text': {
      const flag = readBool(value.value);
      return number(flag === null ? readNumber(value.value) : Number(flag));
    }
    case 'bool':
      return number(Number(value.value));
    default:
      return number(amount(value));
  }
}
