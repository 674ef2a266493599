import { hasErrors, parse, printQueryInline } from '@xt/grammar';
import { marked, nameKey, queryKey } from './marks.ts';
import { queryError, XtError } from './xt-error.ts';

/** What stands beside a value in a template. */
export interface Beside {
  readonly before: string;
  readonly after: string;
}

/** The literal of a value, as it is written in that place; throws where the language has none. */
export function literalOf(value: unknown, beside: Beside): string {
  const query = marked(value, queryKey);
  if (query !== undefined) return `(${inline(query)})`;
  const name = marked(value, nameKey);
  if (name !== undefined) return `\`${name.replaceAll('`', '``')}\``;
  if (Array.isArray(value)) return listLiteral(value, beside);
  return scalarLiteral(value, beside);
}

function scalarLiteral(value: unknown, { before, after }: Beside): string {
  switch (typeof value) {
    case 'string':
      return `'${value.replaceAll("'", "''")}'`;
    case 'number':
    case 'bigint': {
      const text = numberText(value);
      // A sign binds more loosely than a power, and two of them in a row are hard to read.
      const alone = text.startsWith('-') && (/^\s*\^/.test(after) || /-\s*$/.test(before));
      return alone ? `(${text})` : text;
    }
    case 'boolean':
      return String(value);
    default:
      if (value instanceof Date) return dateText(value);
      throw noLiteral(value);
  }
}

function numberText(value: number | bigint): string {
  if (typeof value === 'bigint') return String(value);
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

function dateText(date: Date): string {
  const year = date.getUTCFullYear();
  if (Number.isNaN(year)) throw new XtError('an invalid `Date` stands for no time');
  if (year < 0 || year > 9999) throw new XtError(`a date has a year of four digits, and this one is in ${year}`);
  return date.toISOString();
}

/** Behind `run` and inside parentheses a list stands without its own. */
function listLiteral(values: readonly unknown[], beside: Beside): string {
  if (values.length === 0) {
    throw new XtError(
      'an empty list stands for no values',
      'leave the condition out where there is nothing to ask for',
    );
  }
  const items = values.map((item) => {
    if (typeof item === 'object' && !(item instanceof Date)) throw noLiteral(item, 'an item of a list');
    return scalarLiteral(item, { before: '', after: '' });
  });
  const isBare = /(^|\s)run\s*$/i.test(beside.before) || /[(,]\s*$/.test(beside.before);
  return isBare ? items.join(', ') : `(${items.join(', ')})`;
}

/** A query in one line, without its comments, so that nothing of it reaches what stands behind it. */
function inline(text: string): string {
  const { value, diagnostics } = parse(text);
  if (value === undefined || hasErrors(diagnostics)) throw queryError(text, diagnostics);
  return printQueryInline(value);
}

function noLiteral(value: unknown, what = 'a value'): XtError {
  const found = value === null || value === undefined ? String(value) : describe(value);
  const hint =
    value === null || value === undefined
      ? '`is missing` asks for what is not there'
      : value instanceof Promise
        ? '`await` it first, or leave a query unasked: it stands in another as it is'
        : 'texts, numbers, flags, dates, lists of them, queries, and names by `name(…)` can stand in a query';
  return new XtError(`${what} of a query cannot be ${found}`, hint);
}

function describe(value: unknown): string {
  if (typeof value !== 'object') return `a ${typeof value}`;
  return `\`${value?.constructor?.name ?? 'an object'}\``;
}
