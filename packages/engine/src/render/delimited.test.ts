import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildTable, type CellInput, type ColumnType } from '../arrow/index.ts';
import { sampleTable, textOf } from './testing/sample.ts';

fc.configureGlobal({ seed: 20_261_121 });

test('csv has every column, whole numbers, times in UTC, and quotes where they are needed', () => {
  expect(textOf(sampleTable(), 'csv')).toBe(
    [
      'id,name,state,created,step,val.acc,duration,lr,tags,ok',
      'a1,resnet-50,finished,2026-11-21T14:03:00.000Z,12000,0.93123,4980,0.001,"[""a"",""b,\\""c\\""""]",true',
      'a2,漢字の実験 🙂,running,2026-11-18T14:03:00.000Z,9007199254740993,NaN,45.23,auto|x,[],false',
      'a3,"e\u0301vil \u001b[31mred\n\u202e""x""",failed,,,-Infinity,0.35,true,,',
      'a4,,"",2026-11-21T14:03:00.000Z,-1,,300000,"[1, 2]","[""漢""]",true',
      '',
    ].join('\n'),
  );
});

test('tsv differs in the separator alone', () => {
  const values = ['a,b', 'a\tb', 'a"b'];
  const table = buildTable([
    { name: 'x', type: 'text', values },
    { name: 'y', type: 'text', values },
  ]);
  expect(textOf(table, 'tsv')).toBe('x\ty\na,b\ta,b\n"a\tb"\t"a\tb"\n"a""b"\t"a""b"\n');
});

test.each([
  ['number', 0.1, '0.1'],
  ['number', -0, '-0'],
  ['number', 1e21, '1e+21'],
  ['number', 0.30000000000000004, '0.30000000000000004'],
  ['number', Number.NaN, 'NaN'],
  ['number', Number.POSITIVE_INFINITY, 'Infinity'],
  ['duration', 4980.5, '4980.5'],
  ['integer', -9_223_372_036_854_775_808n, '-9223372036854775808'],
  ['time', 1_700_000_000_000_999, '2023-11-14T22:13:20.000Z'],
  ['time', -1, '1969-12-31T23:59:59.999Z'],
  ['time', 9_000_000_000_000_000_000n, '9000000000000000000'],
  ['bool', false, 'false'],
  ['list', ['a', 'b c'], '"[""a"",""b c""]"'],
  ['mixed', '"auto"', 'auto'],
  ['mixed', '0.10', '0.1'],
  ['mixed', '123456789012345678901', '123456789012345678901'],
  ['mixed', 'null', '""'],
  ['mixed', 'NaN', 'NaN'],
  ['mixed', '{"a":\n1}', '"{""a"": 1}"'],
] satisfies [ColumnType, CellInput, string][])('a %s of %o is written as %s', (type, value, written) => {
  expect(textOf(buildTable([{ name: 'c', type, values: [value] }]), 'csv')).toBe(`c\n${written}\n`);
});

test('a line of one missing field is not an empty line', () => {
  expect(textOf(buildTable([{ name: 'c', type: 'number', values: [null, 1] }]), 'csv')).toBe('c\n""\n1\n');
});

test('no rows give the header', () => {
  expect(textOf(buildTable([{ name: 'a,b', type: 'text', values: [] }]), 'csv')).toBe('"a,b"\n');
});

test.each(['csv', 'tsv'] as const)('any texts and doubles read back from %s by the rules of RFC 4180', (format) => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', ',', '\t', '\n', '\r', 'a') }),
  );
  const row = fc.tuple(fc.option(text, { nil: null }), fc.option(fc.double(), { nil: null }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const table = buildTable([
        { name: 'text', type: 'text', values: rows.map((r) => r[0]) },
        { name: 'number', type: 'number', values: rows.map((r) => r[1]) },
      ]);
      const [header, ...records] = parse(textOf(table, format), format === 'csv' ? ',' : '\t');
      expect(header).toEqual(['text', 'number']);
      expect(records.map(([t, n]) => [t, n === null ? null : Number(n)])).toEqual(rows);
    }),
  );
});

/** RFC 4180, read naively: an empty field without quotes is null. */
function parse(text: string, separator: string): (string | null)[][] {
  const records: (string | null)[][] = [];
  let record: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    let field: string | null = '';
    if (text[at] === '"') {
      at++;
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (text[at] === '"') at++;
        field += text[at];
        at++;
      }
      at++;
    } else {
      while (text[at] !== separator && text[at] !== '\n') {
        field += text[at];
        at++;
      }
      if (field === '') field = null;
    }
    record.push(field);
    if (text[at] === '\n') {
      records.push(record);
      record = [];
    }
    at++;
  }
  return records;
}
