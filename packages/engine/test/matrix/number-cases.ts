import * as clickhouse from '../../src/sql/forms-clickhouse.ts';
import * as postgres from '../../src/sql/forms-postgres.ts';
import { listValues } from '../../src/sql/list-values.ts';
import { type Case, type Forms, noColumns, operandColumns, show } from './case.ts';
import * as language from './language.ts';
import { conditions, numbers, type Operands, roundable, type Value } from './operands.ts';

const notThere: Forms = { raw: undefined, xt: undefined };
const always = (text: string): (() => { text: string }) => {
  return () => ({ text });
};
const number = (x: Value): number | null => (typeof x === 'number' ? x : null);
const condition = (x: Value): boolean | null => (typeof x === 'boolean' ? x : null);

const comparisons = (
  [
    ['equal', '='],
    ['unequal', '!='],
    ['less', '<'],
    ['less-or-equal', '<='],
    ['greater', '>'],
    ['greater-or-equal', '>='],
  ] as const
).map(
  ([name, op]): Case => ({
    name: `compare-${name}`,
    title: `x ${op} y`,
    rows: numbers,
    yType: 'number',
    columns: operandColumns(numbers),
    result: 'condition',
    language: (x, y) => language.compare(op, x, y as Value),
    clickhouse: {
      raw: always(`x ${op} y`),
      xt: always(clickhouse.compare(op, clickhouse.comparable('x'), clickhouse.comparable('y'))),
    },
    postgres: {
      raw: always(`x ${op} y`),
      xt: always(postgres.compare(op, postgres.comparable('x'), postgres.comparable('y'))),
    },
  }),
);

const negated: Case = {
  name: 'compare-not-greater',
  title: 'not (x > y)',
  rows: numbers,
  yType: 'number',
  columns: operandColumns(numbers),
  result: 'condition',
  language: (x, y) => language.not(language.compare('>', x, y as Value)),
  clickhouse: {
    raw: always('NOT (x > y)'),
    xt: always(`NOT ${clickhouse.compare('>', clickhouse.comparable('x'), clickhouse.comparable('y'))}`),
  },
  postgres: {
    raw: always('not (x > y)'),
    xt: always(`not ${postgres.compare('>', postgres.comparable('x'), postgres.comparable('y'))}`),
  },
};

const ranges: readonly (readonly [number | null, number | null])[] = [
  [-2.5, 1],
  [0, 0],
  [-Infinity, Infinity],
  [Number.NaN, 3],
  [1, null],
  [3, 1],
];

const between: Case = {
  name: 'between',
  title: 'x between A and B',
  rows: numbers,
  columns: ranges.map(([low, high]) => ({ label: `${show(low)}..${show(high)}`, constant: [low, high] })),
  result: 'condition',
  language: (x, range) => {
    const [low, high] = range as [number | null, number | null];
    return language.and(language.compare('>=', x, low), language.compare('<=', x, high));
  },
  clickhouse: {
    raw: (range) => ({ text: `x BETWEEN ${literals(range).join(' AND ')}` }),
    xt: (range) => {
      const [low = '', high = ''] = literals(range).map(clickhouse.comparable);
      const x = clickhouse.comparable('x');
      return { text: `${clickhouse.compare('>=', x, low)} AND ${clickhouse.compare('<=', x, high)}` };
    },
  },
  postgres: {
    raw: (range) => ({ text: `x between ${quoted(range).join(' and ')}` }),
    xt: (range) => {
      const [low = '', high = ''] = quoted(range).map(postgres.comparable);
      const x = postgres.comparable('x');
      return { text: `${postgres.compare('>=', x, low)} and ${postgres.compare('<=', x, high)}` };
    },
  },
};

const literals = (range: unknown): string[] =>
  (range as (number | null)[]).map((v) => (v === null ? "CAST(NULL, 'Nullable(Float64)')" : `toFloat64(${v})`));
const quoted = (range: unknown): string[] =>
  (range as (number | null)[]).map((v) => (v === null ? 'null::float8' : `'${v}'::float8`));

const lists: readonly (readonly (number | null)[])[] = [
  [1, 3],
  [0],
  [-0, 1e308],
  [Infinity, 5e-324],
  [Number.NaN],
  [1, Number.NaN],
  [1, null],
];

const isIn = (not: '' | 'not '): Case => ({
  name: not === '' ? 'in-numbers' : 'not-in-numbers',
  title: `x ${not}in (…)`,
  rows: numbers,
  columns: lists.map((list) => ({ label: `(${list.map(show).join(', ')})`, constant: list })),
  result: 'condition',
  language: (x, list) => {
    const test = language.isIn(x, list as Value[]);
    return not === '' ? test : language.not(test);
  },
  clickhouse: {
    raw: (list) => ({
      text: `x ${not}IN (${(list as Value[]).map((v) => (v === null ? 'NULL' : `${v}`)).join(', ')})`,
    }),
    xt: (list) => {
      const { values, unknown } = listValues(list as number[]);
      const array = values.length === 0 ? undefined : '{p1:Array(Float64)}';
      return {
        text: `${not}${clickhouse.inList(clickhouse.comparable('x'), array, unknown, true)}`,
        parameters: values.length === 0 ? [] : [values as number[]],
      };
    },
  },
  postgres: {
    raw: (list) => ({ text: `x ${not}in (${quoted(list).join(', ')})` }),
    xt: (list) => {
      const { values, unknown } = listValues(list as number[]);
      const array = values.length === 0 ? undefined : '$1::float8[]';
      return {
        text: `${not}${postgres.inList(postgres.comparable('x'), array, unknown)}`,
        parameters: values.length === 0 ? [] : [values as number[]],
      };
    },
  },
});

const logic = (['and', 'or'] as const).map(
  (op): Case => ({
    name: op,
    title: `x ${op} y`,
    rows: conditions,
    yType: 'condition',
    columns: operandColumns(conditions),
    result: 'condition',
    language: (x, y) => (op === 'and' ? language.and : language.or)(condition(x), condition(y as Value)),
    clickhouse: { raw: always(`x ${op} y`), xt: always(`x ${op.toUpperCase()} y`) },
    postgres: { raw: always(`x ${op} y`), xt: always(`x ${op} y`) },
  }),
);

const negation: Case = {
  name: 'not',
  title: 'not x',
  rows: conditions,
  columns: noColumns,
  result: 'condition',
  language: (x) => language.not(condition(x)),
  clickhouse: { raw: always('NOT x'), xt: always('NOT x') },
  postgres: { raw: always('not x'), xt: always('not x') },
};

const arithmetic = (
  [
    ['add', '+'],
    ['subtract', '-'],
    ['multiply', '*'],
    ['divide', '/'],
    ['remainder', '%'],
    ['power', '^'],
  ] as const
).map(
  ([name, op]): Case => ({
    name,
    title: `x ${op} y`,
    rows: numbers,
    yType: 'number',
    columns: operandColumns(numbers),
    result: 'number',
    language: (x, y) => language.arithmetic(op, number(x), number(y as Value)),
    clickhouse: {
      raw: always(op === '^' ? 'pow(x, y)' : `x ${op} y`),
      xt: always(clickhouse.arithmetic(op, 'x', 'y')),
    },
    postgres: { raw: always(`x ${op} y`), xt: undefined },
  }),
);

const functions = (
  [
    ['abs', Math.abs, 'abs(x)'],
    ['round', language.roundHalfToEven, 'round(x)'],
    ['floor', Math.floor, 'floor(x)'],
    ['ceil', Math.ceil, 'ceil(x)'],
    ['log', Math.log, 'ln(x)'],
    ['log10', Math.log10, 'log(x)'],
    ['exp', Math.exp, 'exp(x)'],
    ['sqrt', Math.sqrt, 'sqrt(x)'],
  ] as const
).map(
  ([name, f, postgresText]): Case => ({
    name,
    title: `${name}(x)`,
    rows: roundable,
    columns: noColumns,
    result: 'number',
    language: (x) => (typeof x === 'number' ? f(x) : null),
    clickhouse: { raw: always(`${name}(x)`), xt: always(clickhouse.call(name, ['x'], '')) },
    postgres: { raw: always(postgresText), xt: undefined },
  }),
);

const minus: Case = {
  name: 'negate',
  title: '-x',
  rows: numbers,
  columns: noColumns,
  result: 'number',
  language: (x) => (typeof x === 'number' ? -x : null),
  clickhouse: { raw: always('-x'), xt: always('(-x)') },
  postgres: { raw: always('-x'), xt: undefined },
};

const extremes = (['least', 'greatest'] as const).map(
  (name): Case => ({
    name,
    title: `${name}(x, y)`,
    rows: numbers,
    yType: 'number',
    columns: operandColumns(numbers),
    result: 'number',
    language: (x, y) => language.extreme(name === 'least' ? Math.min : Math.max, [number(x), number(y as Value)]),
    clickhouse: { raw: always(`${name}(x, y)`), xt: always(clickhouse.call(name, ['x', 'y'], '')) },
    postgres: { raw: always(`${name}(x, y)`), xt: undefined },
  }),
);

const coalesce: Case = {
  name: 'coalesce',
  title: 'coalesce(x, y)',
  rows: numbers,
  yType: 'number',
  columns: operandColumns(numbers),
  result: 'number',
  language: (x, y) => (x === null ? (y as Value) : x),
  clickhouse: { raw: always('coalesce(x, y)'), xt: always(clickhouse.call('coalesce', ['x', 'y'], '')) },
  postgres: { raw: always('coalesce(x, y)'), xt: undefined },
};

const tests = (['missing', 'nan', 'finite'] as const).map((test): Case => {
  const raw = { missing: 'x IS NULL', nan: 'isNaN(x)', finite: 'isFinite(x)' }[test];
  return {
    name: `is-${test}`,
    title: `x is ${test}`,
    rows: numbers,
    columns: noColumns,
    result: 'condition',
    language: (x) => {
      if (test === 'missing') return x === null;
      if (x === null) return null;
      return test === 'nan' ? Number.isNaN(x) : Number.isFinite(x);
    },
    clickhouse: { raw: always(raw), xt: always(clickhouse.is(test, 'x')) },
    postgres: { raw: test === 'missing' ? always(raw) : undefined, xt: always(postgres.is(test, 'x')) },
  };
});

const text: Case = {
  name: 'text-of-number',
  title: 'text(x)',
  rows: {
    type: 'number',
    values: [...numbers.values, 0.1, 1e21, 123456789012345680000, 1e-6, 1e-7],
  } satisfies Operands,
  columns: noColumns,
  result: 'text',
  language: (x) => (x === null ? null : String(x)),
  clickhouse: { raw: always('toString(x)'), xt: always(clickhouse.textOfNumber('x')) },
  postgres: { raw: always('x::text'), xt: undefined },
};

const textOfBool: Case = {
  name: 'text-of-bool',
  title: 'text(x)',
  rows: conditions,
  columns: noColumns,
  result: 'text',
  language: (x) => (x === null ? null : String(x)),
  clickhouse: { raw: always('toString(x)'), xt: always(clickhouse.textOfBool('x')) },
  postgres: notThere,
};

export const numberCases: readonly Case[] = [
  ...comparisons,
  negated,
  between,
  isIn(''),
  isIn('not '),
  ...logic,
  negation,
  ...arithmetic,
  minus,
  ...functions,
  ...extremes,
  coalesce,
  ...tests,
  text,
  textOfBool,
];
