import { readBool, readNumber } from './read-text.ts';
import { bool, number, type Value } from './value.ts';

/** The value as one of a type: itself, or what its text reads as beside a number or a bool; null if it is of another type. */
export function as(type: 'number' | 'bool' | 'text', value: Value): Value {
  if (value === null || value.type === type) return value;
  if (value.type !== 'text') return null;
  if (type === 'number') return number(readNumber(value.value));
  return type === 'bool' ? bool(readBool(value.value)) : null;
}

/** Two values as they stand beside each other: text is read as a number beside one, as a bool beside one; null if nothing unites them. */
export function beside(a: Value, b: Value): readonly [NonNullable<Value>, NonNullable<Value>] | null {
  if (a === null || b === null) return null;
  if (a.type === b.type) return [a, b];
  const [left, right] = [fit(a, b), fit(b, a)];
  return left === null || right === null || left.type !== right.type ? null : [left, right];
}

function fit(value: NonNullable<Value>, to: NonNullable<Value>): Value {
  return to.type === 'number' || to.type === 'bool' ? as(to.type, value) : value;
}
