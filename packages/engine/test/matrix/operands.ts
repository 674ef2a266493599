/** A value of a cell: null is missing; for a condition, unknown. */
export type Value = number | string | boolean | null;

/** What an operand is, for the column types of both databases. */
export type OperandType = 'number' | 'text' | 'condition' | 'time';

export interface Operands<V extends Value = Value> {
  readonly type: OperandType;
  readonly values: readonly V[];
}

const missing = null;

export const numbers: Operands<number | null> = {
  type: 'number',
  values: [missing, Number.NaN, -Infinity, -1e308, -2.5, -0, 0, 5e-324, 1, 3, 1e20, 1e308, Infinity],
};

export const roundable: Operands<number | null> = {
  type: 'number',
  values: [...numbers.values, -0.5, 0.49999999999999994, 0.5, 1.5, 2.5, 2251799813685249.5],
};

export const conditions: Operands<boolean | null> = { type: 'condition', values: [missing, false, true] };

export const texts: Operands<string | null> = {
  type: 'text',
  values: [
    missing,
    '',
    'abc',
    'ABC',
    'ab c ',
    'a%c',
    'a_c',
    'a\\c',
    'a\nc',
    "a'c",
    'É',
    'é',
    'e\u0301',
    '\u212a', // the Kelvin sign, whose lower case is k
    '\u017f', // the long s
    '\u03c2', // final sigma
    '\u03a3',
    '\u0130', // I with a dot
    '\ufffd',
    '\u{1f600}',
    '10',
  ],
};

export const numericTexts: Operands<string | null> = {
  type: 'text',
  values: [
    ...[missing, '', 'abc', '1', '-2.5', '+1', '.5', '1.', '1e5', '1E-5', '1e400', '-1e400', '1e-400', '-0', '0x10'],
    ...[
      '1_000',
      ' 1',
      '1 ',
      '1,5',
      '1e',
      '-',
      '.',
      'nan',
      'NaN',
      '-nan',
      'inf',
      '-inf',
      '+Infinity',
      'infinity',
      'infinit',
    ],
    ...['0.1234567890123456789', '2.2250738585072011e-308', '9007199254740993', 'true', '١'],
  ],
};

/** Microseconds since 1970: before it, leap days, both changes of the clock in Berlin, beyond 2106 and 2149. */
export const times: Operands<number | null> = {
  type: 'time',
  values: [
    missing,
    ...[
      '1910-03-06T11:00:00Z',
      '1969-12-31T23:59:59.999999Z',
      '2024-02-29T23:30:00Z',
      '2026-03-29T00:59:59Z',
      '2026-03-29T01:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
      '2026-11-01T22:59:59Z',
      '2026-11-01T23:00:00Z',
      '2110-01-01T00:00:00Z',
      '2200-06-15T12:00:00Z',
    ].map((text) => Date.parse(text) * 1000),
  ],
};

/** Values of a series in step order. */
export const series: readonly (readonly number[])[] = [
  [],
  [Number.NaN],
  [Number.NaN, Number.NaN],
  [1],
  [2, 1, 2, 1],
  [Number.NaN, 3, 1, 2],
  [1, 3, Number.NaN],
  [Infinity, 1],
  [-Infinity, 1, Infinity],
  [1e308, 1e308],
  [5e-324, 0, -0],
];
