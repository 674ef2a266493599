/**
 * A value of the language; null is missing (and, of a condition, unknown). Durations are seconds, times microseconds
 * since 1970. A date without a time of day is its whole day: from `value` to before `end`.
 */
export type Value =
  | null
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'duration'; readonly value: number }
  | { readonly type: 'time'; readonly value: number; readonly end?: number }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'list'; readonly value: readonly unknown[] };

/** Three-valued: null is unknown. */
export type Truth = boolean | null;

export function number(value: number | null): Value {
  return value === null ? null : { type: 'number', value };
}

export function text(value: string | null): Value {
  return value === null ? null : { type: 'text', value };
}

export function time(value: number | null): Value {
  return value === null ? null : { type: 'time', value };
}

export function duration(seconds: number | null): Value {
  return seconds === null ? null : { type: 'duration', value: seconds };
}

export function bool(value: Truth): Value {
  return value === null ? null : { type: 'bool', value };
}

/** The number in a number, duration or time; null of anything else. */
export function amount(value: Value): number | null {
  return value !== null && typeof value.value === 'number' ? value.value : null;
}

/** True where the value is the number that is none. */
export function isNaNValue(value: Value): boolean {
  return Number.isNaN(amount(value) ?? 0);
}

export function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** False if any is false, else unknown if any is unknown. */
export function and(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

export function or(truths: readonly Truth[]): Truth {
  return not(and(truths.map(not)));
}
