import type { BoundCondition } from '../bind/bound.ts';

/**
 * How Postgres says the operations that xt lets it do: guarded comparisons and text tests, nothing that can raise an
 * error. `test/matrix` holds every form against the database. Operands are SQL text: numbers `float8`, texts of
 * collation "C", times `bigint` of microseconds; a parameter needs its cast (`$1::float8`).
 */

type Compare = Extract<BoundCondition, { readonly kind: 'compare' }>['op'];

/** A number as an operand of a comparison: NaN, which equals itself there, is missing. */
export function comparable(x: string): string {
  return `nullif(${x}, 'NaN'::float8)`;
}

/** A comparison of operands that are not NaN (see `comparable`). */
export function compare(op: Compare, x: string, y: string): string {
  return `(${x} ${op === '!=' ? '<>' : op} ${y})`;
}

/** Membership of a comparable operand; `array` holds the values of `listValues`, absent where there are none. */
export function inList(x: string, array: string | undefined, unknown: boolean): string {
  if (array === undefined) return 'null::boolean';
  const test = `(${x} = any(${array}))`;
  return unknown ? `(case when ${test} then true end)` : test;
}

/** The text tests that Postgres says as the language means them. */
export type PostgresMatch = 'like' | 'ilike' | 'contains' | 'starts with' | 'ends with';

/** A text test; `ilike` for patterns of ASCII alone (`isAscii`), other ones and `matches` run in ClickHouse over the distinct texts. */
export function match(op: PostgresMatch, x: string, pattern: string): string {
  switch (op) {
    case 'like':
      return `(${x} like ${pattern} escape '')`;
    case 'ilike':
      // The two letters outside ASCII whose other case is inside: the Kelvin sign and the long s.
      return `(translate(${x}, '\u212a\u017f', 'ks') ilike ${pattern} escape '')`;
    case 'contains':
      return `(strpos(${x}, ${pattern}) > 0)`;
    case 'starts with':
      return `starts_with(${x}, ${pattern})`;
    case 'ends with':
      return `(right(${x}, length(${pattern})) = ${pattern})`;
  }
}

/** `missing` is never unknown; of a missing value the other two are. */
export function is(test: 'missing' | 'nan' | 'finite', x: string): string {
  switch (test) {
    case 'missing':
      return `(${x} is null)`;
    case 'nan':
      return `(${x} = 'NaN'::float8)`;
    case 'finite':
      return `(${x} > '-Infinity'::float8 and ${x} < 'Infinity'::float8)`;
  }
}

/** The keys of ORDER BY for a number: values, then NaN, then missing, in both directions. */
export function orderNumber(x: string, direction: 'asc' | 'desc'): string {
  return direction === 'desc' ? `(${x} is null), (${x} = 'NaN'::float8), ${x} desc` : `${x} asc nulls last`;
}

/** The key of ORDER BY for a text, time or bool: values, then missing. */
export function orderKey(x: string, direction: 'asc' | 'desc'): string {
  return `${x} ${direction} nulls last`;
}
