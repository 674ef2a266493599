import * as clickhouse from '../../src/sql/forms-clickhouse.ts';
import * as postgres from '../../src/sql/forms-postgres.ts';
import { listValues } from '../../src/sql/list-values.ts';
import { dotWithoutNewline, escapeBackslashes, ilikeToRegex, isAscii } from '../../src/sql/patterns.ts';
import { type Case, noColumns, operandColumns, type Sql, show } from './case.ts';
import * as language from './language.ts';
import { numericTexts, texts, times, type Value } from './operands.ts';

type Text = string | null;
const always = (text: string): (() => Sql) => {
  return () => ({ text });
};
const some =
  (f: (x: string, pattern: string) => Value) =>
  (x: Value, pattern: unknown): Value =>
    typeof x === 'string' ? f(x, String(pattern)) : null;
const constants = (patterns: readonly string[]) => patterns.map((p) => ({ label: show(p), constant: p }));
const withClickHouse = (text: string, pattern: unknown): Sql => ({ text, parameters: [String(pattern)] });

const comparisons = (['=', '!=', '<', '>='] as const).map(
  (op): Case => ({
    name: `compare-text-${{ '=': 'equal', '!=': 'unequal', '<': 'less', '>=': 'greater-or-equal' }[op]}`,
    title: `x ${op} y`,
    rows: texts,
    yType: 'text',
    columns: operandColumns({ type: 'text', values: [null, '', 'abc', 'é', '\ufffd', '\u{1f600}', '9'] }),
    result: 'condition',
    language: (x, y) => language.compare(op, x, y as Value),
    clickhouse: { raw: always(`x ${op} y`), xt: always(clickhouse.compare(op, 'x', 'y')) },
    postgres: { raw: always(`x ${op} y`), xt: always(postgres.compare(op, 'x', 'y')) },
  }),
);

const lists: readonly (readonly Text[])[] = [['abc', "a'c"], ['É'], ['', 'a\\c'], ['a\nc', null]];

const isIn: Case = {
  name: 'in-texts',
  title: 'x in (…)',
  rows: texts,
  columns: lists.map((list) => ({ label: `(${list.map(show).join(', ')})`, constant: list })),
  result: 'condition',
  language: (x, list) => language.isIn(x, list as Text[]),
  clickhouse: {
    raw: undefined,
    xt: (list) => {
      const { values, unknown } = listValues(list as Text[]);
      return {
        text: clickhouse.inList('x', '{p1:Array(String)}', unknown, false),
        parameters: [values as string[]],
      };
    },
  },
  postgres: {
    raw: undefined,
    xt: (list) => {
      const { values, unknown } = listValues(list as Text[]);
      return { text: postgres.inList('x', '$1::text[]', unknown), parameters: [values as string[]] };
    },
  },
};

const like: Case = {
  name: 'like',
  title: 'x like P',
  rows: texts,
  columns: constants(['', '%', '_', 'a_c', 'a%c', 'a\\c', 'a\\%', '%\\c', '%C', '_%_', 'é', "a'%", '% %']),
  result: 'condition',
  language: some((x, pattern) => language.like(x, pattern, (a, b) => a === b)),
  clickhouse: {
    raw: (p) => withClickHouse('x LIKE {p1:String}', p),
    xt: (p) => withClickHouse(clickhouse.match('like', 'x', '{p1:String}'), escapeBackslashes(String(p))),
  },
  postgres: {
    raw: (p) => ({ text: 'x like $1', parameters: [String(p)] }),
    xt: (p) => ({ text: postgres.match('like', 'x', '$1::text'), parameters: [String(p)] }),
  },
};

const ilike: Case = {
  name: 'ilike',
  title: 'x ilike P',
  rows: texts,
  columns: constants([
    '',
    'aBC',
    '%B%',
    'a_C',
    'a\\C',
    '%k%',
    'K',
    's',
    '%s%',
    'i',
    '%é%',
    'É',
    '%σ',
    '%(%',
    '%.%',
    'A%',
  ]),
  result: 'condition',
  language: some((x, pattern) => language.like(x, pattern, language.sameFolded)),
  clickhouse: {
    raw: (p) => withClickHouse('x ILIKE {p1:String}', p),
    xt: (p) => withClickHouse(clickhouse.match('ilike', 'x', '{p1:String}'), ilikeToRegex(String(p))),
  },
  postgres: {
    raw: (p) => ({ text: 'x ilike $1', parameters: [String(p)] }),
    xt: (p) =>
      isAscii(String(p)) ? { text: postgres.match('ilike', 'x', '$1::text'), parameters: [String(p)] } : undefined,
  },
};

const matches: Case = {
  name: 'matches',
  title: 'x matches R',
  rows: texts,
  columns: constants([
    '',
    'b',
    '^a.c$',
    '^.$',
    'a.c',
    '(?s)a.c',
    '(?i)É',
    '(?i)k',
    '^c',
    '(?m)^c',
    '\\d',
    '[A-Z]',
    '\\\\',
    "a'|x",
    'c\\s',
  ]),
  result: 'condition',
  language: some((x, regex) => toJavaScript(regex).test(x)),
  clickhouse: {
    raw: (p) => withClickHouse('match(x, {p1:String})', p),
    xt: (p) => withClickHouse(clickhouse.match('matches', 'x', '{p1:String}'), dotWithoutNewline(String(p))),
  },
  postgres: { raw: (p) => ({ text: 'x ~ $1', parameters: [String(p)] }), xt: undefined },
};

/** The same in JavaScript's dialect, for the patterns above: flags in front become the expression's. */
function toJavaScript(regex: string): RegExp {
  const [, flags = '', rest = ''] = /^(?:\(\?([ims]+)\))?(.*)$/s.exec(regex) ?? [];
  return new RegExp(rest, `${flags}u`);
}

const simple = (
  [
    ['contains', (x: string, p: string) => x.includes(p), 'position(x, {p1:String}) > 0', 'strpos(x, $1) > 0'],
    ['starts with', (x: string, p: string) => x.startsWith(p), 'startsWith(x, {p1:String})', 'starts_with(x, $1)'],
    ['ends with', (x: string, p: string) => x.endsWith(p), 'endsWith(x, {p1:String})', undefined],
  ] as const
).map(
  ([op, f, clickhouseRaw, postgresRaw]): Case => ({
    name: op.replace(' ', '-'),
    title: `x ${op} P`,
    rows: texts,
    columns: constants(['', 'a', 'c', '%', '_', '\\c', "'", 'é', ' ', '\n', 'abcd', '\u{1f600}']),
    result: 'condition',
    language: some(f),
    clickhouse: {
      raw: (p) => withClickHouse(clickhouseRaw, p),
      xt: (p) => withClickHouse(clickhouse.match(op, 'x', '{p1:String}'), p),
    },
    postgres: {
      raw: postgresRaw === undefined ? undefined : (p) => ({ text: postgresRaw, parameters: [String(p)] }),
      xt: (p) => ({ text: postgres.match(op, 'x', '$1::text'), parameters: [String(p)] }),
    },
  }),
);

const isMissing: Case = {
  name: 'is-missing-text',
  title: 'x is missing',
  rows: texts,
  columns: noColumns,
  result: 'condition',
  language: (x) => x === null,
  clickhouse: { raw: always('x IS NULL'), xt: always(clickhouse.is('missing', 'x')) },
  postgres: { raw: always('x is null'), xt: always(postgres.is('missing', 'x')) },
};

const lower: Case = {
  name: 'lower',
  title: 'lower(x)',
  rows: texts,
  columns: noColumns,
  result: 'text',
  language: some((x) => x.toLowerCase()),
  clickhouse: { raw: always('lower(x)'), xt: always(clickhouse.call('lower', ['x'], '')) },
  postgres: { raw: always('lower(x)'), xt: undefined },
};

const several = (['least', 'greatest', 'coalesce'] as const).map(
  (name): Case => ({
    name: `${name}-text`,
    title: `${name}(x, y)`,
    rows: texts,
    yType: 'text',
    columns: operandColumns({ type: 'text', values: [null, '', 'b', 'É', '\u{1f600}'] }),
    result: 'text',
    language: (x, y) => {
      const known = [x, y as Value].filter((value) => typeof value === 'string');
      const sorted = name === 'coalesce' ? known : known.toSorted(language.byCodePoint);
      return (name === 'greatest' ? sorted.at(-1) : sorted[0]) ?? null;
    },
    clickhouse: { raw: always(`${name}(x, y)`), xt: always(`${name}(x, y)`) },
    postgres: { raw: always(`${name}(x, y)`), xt: undefined },
  }),
);

const number: Case = {
  name: 'number-of-text',
  title: 'number(x)',
  rows: numericTexts,
  columns: noColumns,
  result: 'number',
  language: some((x) => language.readNumber(x)),
  clickhouse: { raw: always('toFloat64OrNull(x)'), xt: always(clickhouse.call('number', ['x'], '')) },
  postgres: { raw: always('x::float8'), xt: undefined },
};

const starts = (['day', 'week', 'month'] as const).map(
  (unit): Case => ({
    name: unit,
    title: `${unit}(x), in Berlin`,
    rows: times,
    columns: noColumns,
    result: 'time',
    language: (x) => (typeof x === 'number' ? language.startOf(unit, x) : null),
    clickhouse: {
      raw: () => ({
        text: `toUnixTimestamp64Micro(toDateTime64(toStartOf${unit[0]?.toUpperCase()}${unit.slice(1)}(fromUnixTimestamp64Micro(x, {p1:String})${unit === 'week' ? ', 1' : ''}), 6, {p1:String}))`,
        parameters: ['Europe/Berlin'],
      }),
      xt: () => ({ text: clickhouse.call(unit, ['x'], '{p1:String}'), parameters: ['Europe/Berlin'] }),
    },
    postgres: { raw: undefined, xt: undefined },
  }),
);

export const textCases: readonly Case[] = [
  ...comparisons,
  isIn,
  like,
  ilike,
  matches,
  ...simple,
  isMissing,
  lower,
  ...several,
  number,
  ...starts,
];
