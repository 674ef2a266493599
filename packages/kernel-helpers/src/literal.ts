import { hasErrors, parse, printQueryInline } from '@xt/grammar';
import { describeValue } from './describe-value.ts';
import { marked, nameKey, queryKey } from './marks.ts';
import { queryError, XtError } from './xt-error.ts';

/** What stands beside a value in a template. */
export interface Beside {
  readonly before: string;
  readonly after: string;
}

/** The literal of a value, as it is written in that place; throws an error about `what` where the language has none. */
export function literalOf(value: unknown, what: string, beside: Beside): string {
  const query = marked(value, queryKey);
  if (query !== undefined) return `(${inline(query)})`;
  const name = marked(value, nameKey);
  if (name !== undefined) return `\`${name.replaceAll('`', '``')}\``;
  const items = itemsOf(value);
  return items === undefined ? scalarLiteral(value, what, beside) : listLiteral(items, what, beside);
}

/** What is a list to JavaScript is one to the language: typed arrays, as columns of answers are, and sets too. */
function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof Set) return [...value];
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return undefined;
  return Array.from(value as unknown as ArrayLike<number | bigint>);
}

function scalarLiteral(value: unknown, what: string, { before, after }: Beside): string {
  switch (typeof value) {
    case 'string':
      if (value.includes('\0'))
        throw new XtError(`${what} has the character NUL (\`\\0\`), which no text of a store has`);
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
      if (value instanceof Date) return dateText(value, what);
      throw noLiteral(value, what);
  }
}

function numberText(value: number | bigint): string {
  if (typeof value === 'bigint') return String(value);
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

function dateText(date: Date, what: string): string {
  const year = date.getUTCFullYear();
  if (Number.isNaN(year)) throw new XtError(`${what} is an invalid \`Date\`, which stands for no time`);
  if (year < 0 || year > 9999) {
    throw new XtError(`${what} is a date in the year ${year}, and dates have years of four digits`);
  }
  return date.toISOString();
}

/** Behind `run` and inside parentheses a list stands without its own. */
function listLiteral(values: readonly unknown[], what: string, beside: Beside): string {
  if (values.length === 0) {
    throw new XtError(
      `${what} is an empty list, which stands for no values`,
      'leave the condition out where there is nothing to ask for',
    );
  }
  const items = values.map((item, index) => {
    const which = `item ${index + 1} of ${what}`;
    if (Number.isNaN(item)) {
      throw new XtError(
        `${which} is NaN, which equals nothing`,
        'a missing number of a column of an answer is NaN too: `.filter(Number.isFinite)` leaves both out',
      );
    }
    return scalarLiteral(item, which, { before: '', after: '' });
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

function noLiteral(value: unknown, what: string): XtError {
  const hint =
    value === null || value === undefined
      ? '`is missing` asks for what is not there'
      : value instanceof Promise
        ? '`await` it first, or leave a query unasked: it stands in another as it is'
        : 'texts, numbers, flags, dates, lists of them, queries, and names by `name(…)` can stand in a query';
  return new XtError(`${what} cannot be ${describeValue(value)}`, hint);
}
