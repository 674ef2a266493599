import { chartKinds } from '@xt/charts/kinds';
import { describeValue } from './describe-value.ts';
import { XtError } from './xt-error.ts';

/** What an option may be, and how that is said. */
interface Option {
  readonly what: string;
  readonly takes: (value: unknown) => boolean;
}

export type Options = Readonly<Record<string, Option>>;

/** Throws an error that names the option where there is none of that name, or it cannot have that value. */
export function checkOptions(whose: string, options: Options, given: unknown): void {
  const known = Object.keys(options)
    .map((name) => `\`${name}\``)
    .join(', ');
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new XtError(
      `the options of ${whose} are an object, and this is ${describeValue(given)}`,
      `options are ${known}`,
    );
  }
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) throw new XtError(`${whose} has no option \`${name}\``, `options are ${known}`);
    if (value !== undefined && !option.takes(value)) {
      throw new XtError(`the option \`${name}\` of ${whose} cannot be ${describeValue(value)}`, `it is ${option.what}`);
    }
  }
}

/** Throws an error where there is no such kind of chart, or none of its options is so. */
export function checkChart(kind: unknown, options: unknown): void {
  if (kind !== undefined && !kinds.includes(kind)) {
    throw new XtError(`${describeValue(kind)} is no kind of chart`, `kinds are ${kinds.map(quoted).join(', ')}`);
  }
  checkOptions('`chart`', chartOptions, options);
}

const kinds: readonly unknown[] = chartKinds;

const flag: Option = { what: '`true` or `false`', takes: (value) => typeof value === 'boolean' };
const text: Option = { what: 'a text', takes: (value) => typeof value === 'string' };
const word: Option = { what: 'a text of at least one character', takes: (value) => text.takes(value) && value !== '' };

export const tableOptions: Options = {
  rows: {
    what: 'a whole number from 1 on, or `Infinity` for all',
    takes: (value) => value === Number.POSITIVE_INFINITY || (Number.isInteger(value) && Number(value) >= 1),
  },
};

const chartOptions: Options = {
  title: text,
  log: { what: "'x', 'y' or 'xy'", takes: (value) => value === 'x' || value === 'y' || value === 'xy' },
  trend: flag,
  dark: flag,
};

const ways: readonly unknown[] = ['table', 'chart', ...chartKinds];

export const showOptions: Options = {
  as: { what: `one of ${ways.map(quoted).join(', ')}`, takes: (value) => ways.includes(value) },
  ...tableOptions,
  ...chartOptions,
};

export const watchOptions: Options = {
  ...showOptions,
  signal: {
    what: 'the `signal` of an `AbortController`',
    takes: (value) => typeof value === 'object' && value !== null && 'aborted' in value && 'addEventListener' in value,
  },
};

export const connectOptions: Options = { store: word, project: word };

function quoted(value: unknown): string {
  return `'${String(value)}'`;
}
