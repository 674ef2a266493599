import type { Value } from './operands.ts';

// What the language says each operation gives, written from its description for clarity alone.

type Number_ = number | null;

const isKnown = (x: Value): x is number | string | boolean => x !== null && !Number.isNaN(x);

export function compare(op: '=' | '!=' | '<' | '<=' | '>' | '>=', x: Value, y: Value): boolean | null {
  if (!isKnown(x) || !isKnown(y)) return null;
  const order = typeof x === 'string' && typeof y === 'string' ? byCodePoint(x, y) : Number(x) - Number(y);
  const sign = x === y ? 0 : order;
  switch (op) {
    case '=':
      return sign === 0;
    case '!=':
      return sign !== 0;
    case '<':
      return sign < 0;
    case '<=':
      return sign <= 0;
    case '>':
      return sign > 0;
    case '>=':
      return sign >= 0;
  }
}

/** Negative, 0 or positive by Unicode code points; JavaScript's own `<` goes by UTF-16 units. */
export function byCodePoint(x: string, y: string): number {
  const a = [...x];
  const b = [...y];
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const d = (a[i]?.codePointAt(0) ?? 0) - (b[i]?.codePointAt(0) ?? 0);
    if (d !== 0) return d;
  }
  return a.length - b.length;
}

export function not(x: boolean | null): boolean | null {
  return x === null ? null : !x;
}

export function and(x: boolean | null, y: boolean | null): boolean | null {
  if (x === false || y === false) return false;
  return x === null || y === null ? null : true;
}

export function or(x: boolean | null, y: boolean | null): boolean | null {
  return not(and(not(x), not(y)));
}

export function isIn(x: Value, list: readonly Value[]): boolean | null {
  return list.map((value) => compare('=', x, value)).reduce(or, false);
}

export function arithmetic(op: '+' | '-' | '*' | '/' | '%' | '^', x: Number_, y: Number_): Number_ {
  if (x === null || y === null) return null;
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
      // IEEE 754, where JavaScript has NaN.
      if (x === 1 || (x === -1 && Math.abs(y) === Infinity)) return 1;
      return x ** y;
  }
}

function remainder(x: number, y: number): number {
  if (Number.isFinite(x) && Math.abs(y) === Infinity) return x;
  const quotient = x / y;
  if (Math.abs(quotient) >= 2 ** 53) return Number.NaN;
  const rest = x - Math.trunc(quotient) * y;
  return rest * Math.sign(x) < 0 ? 0 : rest;
}

export function roundHalfToEven(x: number): number {
  const low = Math.floor(x);
  if (x - low !== 0.5) return Math.round(x - low) === 0 ? low : low + 1;
  return low % 2 === 0 ? low : low + 1;
}

/** `least` and `greatest`: missing and NaN are passed over; NaN where nothing but it is there. */
export function extreme(pick: (...values: number[]) => number, operands: readonly Number_[]): Number_ {
  const known = operands.filter(isKnown) as number[];
  if (known.length > 0) return pick(...known);
  return operands.some((x) => x !== null) ? Number.NaN : null;
}

/** `like`: `%` any text, `_` one character, all else itself; `same` says which characters are equal. */
export function like(x: string, pattern: string, same: (a: string, b: string) => boolean): boolean {
  const text = [...x];
  const wanted = [...pattern];
  const from = (i: number, j: number): boolean => {
    const want = wanted[j];
    if (want === undefined) return i === text.length;
    if (want === '%') return from(i, j + 1) || (i < text.length && from(i + 1, j));
    const have = text[i];
    return have !== undefined && (want === '_' || same(have, want)) && from(i + 1, j + 1);
  };
  return from(0, 0);
}

/** Equal but for case, by Unicode's simple folding. */
export function sameFolded(a: string, b: string): boolean {
  return new RegExp(`^${b.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&')}$`, 'isu').test(a);
}

/** How a text reads as a number: decimal digits with a sign, a point and an exponent perhaps, or inf, infinity, nan. */
export function readNumber(x: string): Number_ {
  if (/^[+-]?(inf|infinity)$/i.test(x)) return x.startsWith('-') ? -Infinity : Infinity;
  if (/^nan$/i.test(x)) return Number.NaN;
  return /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?$/i.test(x) ? Number(x) : null;
}

/** The start of the day, the week (Monday) or the month in Berlin, in microseconds. */
export function startOf(unit: 'day' | 'week' | 'month', time: number): number {
  const local = (ms: number): string => berlin.format(ms);
  const [date = ''] = local(Math.floor(time / 1000)).split(' ');
  const start = new Date(`${date}T00:00:00Z`);
  if (unit === 'week') start.setUTCDate(start.getUTCDate() - ((start.getUTCDay() + 6) % 7));
  if (unit === 'month') start.setUTCDate(1);
  const wanted = `${start.toISOString().slice(0, 10)} 00:00:00`;
  for (let shift = -3 * 3600; shift <= 0; shift++) {
    const ms = start.getTime() + shift * 1000;
    if (local(ms) === wanted) return ms * 1000;
  }
  throw new Error(`no start of the ${unit} of ${time}`);
}

const berlin = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
  dateStyle: 'short',
  timeStyle: 'medium',
});

export type Aggregate =
  | 'last'
  | 'first'
  | 'min'
  | 'max'
  | 'mean'
  | 'sum'
  | 'count'
  | 'argmin'
  | 'argmax'
  | 'var'
  | 'std';

/** An aggregate of a series with steps 0, 1, 2 …; missing where it has no points. */
export function aggregate(name: Aggregate, points: readonly number[]): Number_ {
  if (name === 'count') return points.length;
  if (points.length === 0) return null;
  if (name === 'first') return points[0] ?? null;
  if (name === 'last') return points.at(-1) ?? null;
  const some = points.filter((x) => !Number.isNaN(x));
  if (some.length === 0) return Number.NaN;
  switch (name) {
    case 'min':
      return Math.min(...some);
    case 'max':
      return Math.max(...some);
    case 'sum':
      return some.reduce((a, b) => a + b, 0);
    case 'mean':
      return some.reduce((a, b) => a + b, 0) / some.length;
    case 'argmin':
      return points.indexOf(Math.min(...some));
    case 'argmax':
      return points.indexOf(Math.max(...some));
    case 'var':
      return variance(some);
    case 'std': {
      const of = variance(some);
      return of === null ? null : Math.sqrt(of);
    }
  }
}

/** The sample's, by Welford, so that the squares of large values do not overflow. */
function variance(values: readonly number[]): Number_ {
  if (values.length < 2) return null;
  let mean = 0;
  let squares = 0;
  for (const [i, x] of values.entries()) {
    const before = x - mean;
    mean += before / (i + 1);
    squares += before * (x - mean);
  }
  return squares / (values.length - 1);
}
