import type { BoundCondition, ScalarFunction } from '../bind/bound.ts';
import type { KeptAggregate } from '../plan/summary-facts.ts';

/**
 * How ClickHouse says each operation of the language so that missing, NaN, infinities and text behave as the language
 * says; `test/matrix` holds every form against the database. Operands are SQL text: numbers `Nullable(Float64)`, texts
 * `Nullable(String)`, conditions `Nullable(UInt8)`, times `Nullable(Int64)` of microseconds.
 */

type Compare = Extract<BoundCondition, { readonly kind: 'compare' }>['op'];
type Match = Extract<BoundCondition, { readonly kind: 'match' }>['op'];
type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';

/** A number as an operand of a comparison: NaN is missing, so that the comparison and its `not` are unknown. */
export function comparable(x: string): string {
  return `if(isNaN(${x}), NULL, ${x})`;
}

/** A comparison of operands that are not NaN (see `comparable`). */
export function compare(op: Compare, x: string, y: string): string {
  return `(${x} ${op} ${y})`;
}

/** Membership of a comparable operand; `list` is a tuple or array of the values of `listValues`, absent where empty. */
export function inList(x: string, list: string | undefined, unknown: boolean, numeric: boolean): string {
  if (list === undefined) return "CAST(NULL, 'Nullable(UInt8)')";
  // -0 is not in (0) there, but -0 + 0 is.
  const test = `(${numeric ? `${x} + 0` : x} IN ${list})`;
  return unknown ? `if(${test}, true, NULL)` : test;
}

/** A text test whose pattern has been through `textPattern`. */
export function match(op: Match, x: string, pattern: string): string {
  switch (op) {
    case 'like':
      return `(${x} LIKE ${pattern})`;
    case 'ilike':
    case 'matches':
      return `match(${x}, ${pattern})`;
    case 'contains':
      return `(position(${x}, ${pattern}) > 0)`;
    case 'starts with':
      return `startsWith(${x}, ${pattern})`;
    case 'ends with':
      return `endsWith(${x}, ${pattern})`;
  }
}

/** `missing` is never unknown; of a missing value the other two are. */
export function is(test: 'missing' | 'nan' | 'finite', x: string): string {
  switch (test) {
    case 'missing':
      return `isNull(${x})`;
    case 'nan':
      return `isNaN(${x})`;
    case 'finite':
      return `isFinite(${x})`;
  }
}

/** Arithmetic of doubles; integer columns need `toFloat64` first. */
export function arithmetic(op: Arithmetic, x: string, y: string): string {
  switch (op) {
    case '^':
      return power(x, y);
    case '%':
      return remainder(x, y);
    default:
      return `(${x} ${op} ${y})`;
  }
}

/** IEEE 754's; far beyond the range of a double `pow` makes up numbers and signs (3 ^ -1e308 is -7e-257 there). */
function power(x: string, y: string): string {
  const exponent = `${y} / 2048 * log2(abs(${x}))`;
  const beyond = `if(${exponent} > 0, inf, 0) * pow(sign(${x}), ${y})`;
  return `if(abs(${exponent}) > 0.54 AND isFinite(${exponent}), ${beyond}, pow(${x}, ${y}))`;
}

/** Keeps the dividend's sign; by an infinity the dividend itself; NaN where the quotient has no exact whole part. */
function remainder(x: string, y: string): string {
  const rest = `if((${x} % ${y}) * sign(${x}) < 0, 0, ${x} % ${y})`;
  return `if(isInfinite(${y}) AND isFinite(${x}), ${x}, if(abs(${x} / ${y}) >= 9007199254740992, nan, ${rest}))`;
}

/** A function of the language; `zone` is SQL text of the asker's time zone, for `day`, `week` and `month`. */
export function call(name: ScalarFunction, operands: readonly string[], zone: string): string {
  const [x = ''] = operands;
  switch (name) {
    case 'abs':
    case 'round':
    case 'floor':
    case 'ceil':
    case 'log':
    case 'log10':
    case 'exp':
    case 'sqrt':
      return `${name}(${x})`;
    case 'least':
    case 'greatest':
      // NaN is passed over like a missing value, and is the answer only where there is nothing else but missing ones.
      return `coalesce(${name}(${operands.map(comparable).join(', ')}), ${operands.join(', ')})`;
    case 'coalesce':
      return `coalesce(${operands.join(', ')})`;
    case 'lower':
      return `lowerUTF8(${x})`;
    case 'number':
      return `if(match(${x}, ${numberText}), toFloat64OrNull(${x}), NULL)`;
    case 'text':
      return textOfNumber(x);
    case 'day':
    case 'week':
    case 'month':
      return `toUnixTimestamp64Micro(toDateTime64(dateTrunc('${name}', fromUnixTimestamp64Micro(${x}, ${zone})), 6, ${zone}))`;
  }
}

/** The texts that `readNumber` of the catalog reads. */
const numberText = String.raw`'^(?i)(nan|[+-]?(inf|infinity|([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(e[+-]?[0-9]+)?))$'`;

/** The fewest digits that read back to the same double, as in the machine formats. */
export function textOfNumber(x: string): string {
  const digits = String.raw`replaceRegexpOne(toString(${x} + 0), 'e([0-9])', 'e+\\1')`;
  return `multiIf(isNaN(${x}), 'NaN', ${x} = inf, 'Infinity', ${x} = -inf, '-Infinity', ${digits})`;
}

/** `true` or `false`. */
export function textOfBool(x: string): string {
  return `multiIf(${x} = 1, 'true', ${x} = 0, 'false', NULL)`;
}

/** An aggregate of a whole series from its summary row, whose columns are given by `column`; NaN where all points are. */
export function summaryAggregate(aggregate: KeptAggregate, column: (name: string) => string): string {
  const numbers = `(${column('n')} - ${column('n_nan')})`;
  switch (aggregate) {
    case 'last':
    case 'first':
      return column(aggregate);
    case 'min':
    case 'max':
    case 'argmin':
    case 'argmax':
    case 'sum':
      return `ifNull(${column(aggregate)}, nan)`;
    case 'mean':
      return `ifNull(${column('sum')} / ${numbers}, nan)`;
    case 'var':
      return `multiIf(${numbers} = 0, nan, ${numbers} = 1, NULL, ${column('m2')} / (${numbers} - 1))`;
    case 'std':
      return `sqrt(${summaryAggregate('var', column)})`;
    case 'count':
      return `toFloat64(${column('n')})`;
    case 'nan-count':
      return `toFloat64(${column('n_nan')})`;
    case 'last-step':
      return column('last_step');
    case 'last-time':
      return `toFloat64(${column('last_time')})`;
  }
}

/** One key of ORDER BY: values, then NaN, then missing, in both directions. */
export function orderKey(x: string, direction: 'asc' | 'desc'): string {
  return `${x} ${direction === 'desc' ? 'DESC' : 'ASC'} NULLS LAST`;
}
