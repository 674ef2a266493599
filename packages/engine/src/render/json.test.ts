import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildTable, type CellInput, type ColumnType } from '../arrow/index.ts';
import { sampleTable, textOf } from './testing/sample.ts';

fc.configureGlobal({ seed: 20_261_121 });

const sampleObjects = [
  {
    id: 'a1',
    name: 'resnet-50',
    state: 'finished',
    created: '2026-11-21T14:03:00.000Z',
    step: 12_000,
    'val.acc': 0.93123,
    duration: 4980,
    lr: 0.001,
    tags: ['a', 'b,"c"'],
    ok: true,
  },
  {
    id: 'a2',
    name: '漢字の実験 🙂',
    state: 'running',
    created: '2026-11-18T14:03:00.000Z',
    step: '9007199254740993',
    'val.acc': 'NaN',
    duration: 45.23,
    lr: 'auto|x',
    tags: [],
    ok: false,
  },
  {
    id: 'a3',
    name: 'e\u0301vil \u001b[31mred\n\u202e"x"',
    state: 'failed',
    created: null,
    step: null,
    'val.acc': '-Infinity',
    duration: 0.35,
    lr: true,
    tags: null,
    ok: null,
  },
  {
    id: 'a4',
    name: null,
    state: '',
    created: '2026-11-21T14:03:00.000Z',
    step: -1,
    'val.acc': null,
    duration: 300_000,
    lr: [1, 2],
    tags: ['漢'],
    ok: true,
  },
];

test('json is an array of objects with the columns in order', () => {
  const text = textOf(sampleTable(), 'json');
  expect(JSON.parse(text)).toEqual(sampleObjects);
  expect(text.split('\n').length).toBe(sampleObjects.length + 3);
  expect(text).toContain('{"id":"a1","name":"resnet-50","state":"finished"');
});

test('jsonl has one object a line', () => {
  const lines = textOf(sampleTable(), 'jsonl').split('\n');
  expect(lines.pop()).toBe('');
  expect(lines.map((line) => JSON.parse(line))).toEqual(sampleObjects);
});

test('names that look like numbers keep their place', () => {
  const table = buildTable([
    { name: 'b', type: 'integer', values: [1] },
    { name: '1', type: 'integer', values: [2] },
  ]);
  expect(textOf(table, 'jsonl')).toBe('{"b":1,"1":2}\n');
});

test.each([
  ['number', Number.POSITIVE_INFINITY, '"Infinity"'],
  ['number', -0, '-0'],
  ['duration', Number.NaN, '"NaN"'],
  ['integer', 2n ** 53n, '9007199254740992'],
  ['integer', 2n ** 53n + 1n, '"9007199254740993"'],
  ['integer', -(2n ** 53n) - 1n, '"-9007199254740993"'],
  ['mixed', '123456789012345678901', '"123456789012345678901"'],
  ['mixed', '-0.0', '-0'],
  ['mixed', 'NaN', '"NaN"'],
  ['mixed', 'null', 'null'],
  ['mixed', '{"a":\r\n[1]}', '{"a": [1]}'],
] satisfies [ColumnType, CellInput, string][])('a %s of %o is written as %s', (type, value, written) => {
  expect(textOf(buildTable([{ name: 'c', type, values: [value] }]), 'jsonl')).toBe(`{"c":${written}}\n`);
});

test('no rows are an empty array, and nothing in lines', () => {
  const table = buildTable([{ name: 'a', type: 'text', values: [] }]);
  expect(textOf(table, 'json')).toBe('[]\n');
  expect(textOf(table, 'jsonl')).toBe('');
});

test('any texts, doubles and lists parse back to the same values', () => {
  const row = fc.tuple(
    fc.option(fc.string({ unit: 'binary' }), { nil: null }),
    fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
    fc.option(fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }), { nil: null }),
    fc.option(fc.maxSafeInteger(), { nil: null }),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const table = buildTable([
        { name: 'text', type: 'text', values: rows.map((r) => r[0]) },
        { name: 'number', type: 'number', values: rows.map((r) => r[1]) },
        { name: 'list', type: 'list', values: rows.map((r) => r[2]) },
        { name: 'integer', type: 'integer', values: rows.map((r) => r[3]) },
      ]);
      const parsed: unknown = JSON.parse(textOf(table, 'json'));
      expect(parsed).toEqual(rows.map(([text, number, list, integer]) => ({ text, number, list, integer })));
    }),
  );
});

test('a mixed cell of any JSON is that JSON, but for whole numbers beyond 2^53, which are strings', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 10 }), (values) => {
      const cells = values.map((value) => JSON.stringify(value));
      const expected = cells.map((cell) => (/^-?\d{16,}$/.test(cell) ? BigInt(cell) : (JSON.parse(cell) as unknown)));
      const written = textOf(buildTable([{ name: 'c', type: 'mixed', values: cells }]), 'json');
      expect(JSON.parse(written)).toEqual(
        expected.map((c) => ({ c: typeof c === 'bigint' && tooWide(c) ? String(c) : asJson(c) })),
      );
    }),
  );
});

function tooWide(value: bigint): boolean {
  return value > 2n ** 53n || value < -(2n ** 53n);
}

function asJson(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
