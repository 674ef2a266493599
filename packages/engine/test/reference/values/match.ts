import type { MatchOp } from '@xt/grammar';
import { compare } from './compare.ts';
import { number, or, type Truth, text, type Value } from './value.ts';

/** A text test; `contains` of a list asks for an item. Unknown of what is missing or no text. */
export function matches(op: MatchOp, value: Value, pattern: Value): Truth {
  if (value === null || pattern === null) return null;
  if (value.type === 'list')
    return or([false, ...value.value.map((item) => compare('=', itemValue(item), pattern) === true)]);
  if (value.type !== 'text' || pattern.type !== 'text') return null;
  switch (op) {
    case 'like':
      return like([...value.value], [...pattern.value]);
    case 'ilike':
      return like([...value.value.toLowerCase()], [...pattern.value.toLowerCase()]);
    case 'contains':
      return value.value.includes(pattern.value);
    case 'starts with':
      return value.value.startsWith(pattern.value);
    case 'ends with':
      return value.value.endsWith(pattern.value);
    case 'matches':
      return new RegExp(pattern.value, 'u').test(value.value);
  }
}

/** `like`: `%` is any text, `_` any letter, everything else is itself. */
export function like(value: readonly string[], pattern: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return value.length === 0;
  if (first === '%') return value.some((_, at) => like(value.slice(at), rest)) || like([], rest);
  if (value.length === 0) return false;
  return (first === '_' || first === value[0]) && like(value.slice(1), rest);
}

function itemValue(item: unknown): Value {
  if (typeof item === 'number') return number(item);
  if (typeof item === 'string') return text(item);
  return typeof item === 'boolean' ? { type: 'bool', value: item } : null;
}
