import { tableToIPC, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  buildTable,
  type Cell,
  type CellInput,
  type Column,
  type ColumnType,
  columnType,
  decode,
  isMachine,
  reader,
} from './index.ts';

fc.configureGlobal({ seed: 20_261_121 });

function cells(columns: readonly Column[]): Record<string, Cell[]> {
  const table = decode(tableToIPC(buildTable(columns), 'stream'));
  return Object.fromEntries(
    table.schema.fields.map((field, index) => {
      const column = table.getChildAt(index);
      if (column === null) throw new Error(`no column ${field.name}`);
      const read = reader(column);
      return [field.name, Array.from({ length: table.numRows }, (_, row) => read(row))];
    }),
  );
}

test('every type keeps its values, missing ones too, through the bytes of a stream', () => {
  const columns: Column[] = [
    { name: 'number', type: 'number', values: [1.5, null, Number.NaN, Number.NEGATIVE_INFINITY, -0] },
    { name: 'integer', type: 'integer', values: [1, null, 9_007_199_254_740_993n, -5n, -9_007_199_254_740_993n] },
    { name: 'text', type: 'text', values: ['a', null, '', 'é漢🙂', 'x\n'] },
    { name: 'bool', type: 'bool', values: [true, null, false, true, false] },
    { name: 'time', type: 'time', values: [0, null, 1_700_000_000_000_001n, -1, 5] },
    { name: 'duration', type: 'duration', values: [0.5, null, 3600, 1e9, 0] },
    { name: 'list', type: 'list', values: [['a', 'é'], null, [], ['b'], ['']] },
    { name: 'mixed', type: 'mixed', values: ['3', null, '"auto"', 'true', 'null'] },
  ];
  expect(cells(columns)).toStrictEqual({
    number: [1.5, null, Number.NaN, Number.NEGATIVE_INFINITY, -0],
    integer: [1, null, 9_007_199_254_740_993n, -5, -9_007_199_254_740_993n],
    text: ['a', null, '', 'é漢🙂', 'x\n'],
    bool: [true, null, false, true, false],
    time: [0, null, 1_700_000_000_000_001, -1, 5],
    duration: [0.5, null, 3600, 1e9, 0],
    list: [['a', 'é'], null, [], ['b'], ['']],
    mixed: ['3', null, '"auto"', 'true', 'null'],
  });
});

test('the schema says type and audience of a column, also where there are no rows and where names look like numbers', () => {
  const table = decode(
    tableToIPC(
      buildTable([
        { name: 'id', type: 'text', machine: true, values: [] },
        { name: '2', type: 'duration', values: [] },
        { name: '1', type: 'mixed', values: [] },
      ]),
      'file',
    ),
  );
  expect(table.numRows).toBe(0);
  expect(table.schema.fields.map((f) => [f.name, columnType(f), isMachine(f)])).toEqual([
    ['id', 'text', true],
    ['2', 'duration', false],
    ['1', 'mixed', false],
  ]);
});

test('typed arrays are handed over without a copy, with marks of what is there', () => {
  const values = new Float64Array([1, 2, 3]);
  const table = buildTable([{ name: 'a', type: 'number', values, present: new Uint8Array([1, 0, 1]) }]);
  expect(table.getChild('a')?.toArray().buffer).toBe(values.buffer);
  expect(table.getChild('a')?.nullCount).toBe(1);
  expect(
    cells([{ name: 'a', type: 'time', values: new BigInt64Array([1n, 2n]), present: new Uint8Array([0, 1]) }]),
  ).toEqual({
    a: [null, 2],
  });
});

test('columns of vectors in different chunks make one table', () => {
  const whole = vectorFromArray([1, null, 3, 4, 5]);
  const pieces = vectorFromArray([1.5, 2.5]).concat(vectorFromArray([3.5, 4.5, 5.5]));
  const columns: Column[] = [
    { name: 'whole', type: 'number', values: whole },
    { name: 'pieces', type: 'number', values: pieces },
    { name: 'text', type: 'text', values: ['a', 'b', 'c', 'd', null] },
  ];
  expect(cells(columns)).toEqual({
    whole: [1, null, 3, 4, 5],
    pieces: [1.5, 2.5, 3.5, 4.5, 5.5],
    text: ['a', 'b', 'c', 'd', null],
  });
});

test('what does not fit is refused with the column and the row', () => {
  const one =
    (type: ColumnType, value: CellInput): (() => unknown) =>
    () =>
      buildTable([{ name: 'c', type, values: [value] }]);
  expect(one('number', '1')).toThrow('column `c`, row 0: expected a number, found `1`');
  expect(one('integer', 1.5)).toThrow('expected a whole number, found `1.5`');
  expect(one('bool', 1)).toThrow('expected a bool, found `1`');
  expect(one('text', 1)).toThrow('expected a text, found `1`');
  expect(one('list', 'a')).toThrow('expected a list, found `a`');
  expect(() =>
    buildTable([
      { name: 'c', type: 'number', values: [1] },
      { name: 'c', type: 'number', values: [1] },
    ]),
  ).toThrow('two columns are named `c`');
  expect(() =>
    buildTable([
      { name: 'c', type: 'number', values: [1] },
      { name: 'd', type: 'number', values: [] },
    ]),
  ).toThrow('column `d` has 0 values, the columns before it have 1');
});

test('any texts and lists come back as they were written', () => {
  const text = fc.option(fc.string({ unit: 'binary' }), { nil: null });
  const list = fc.option(fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }), { nil: null });
  fc.assert(
    fc.property(fc.array(fc.tuple(text, list), { maxLength: 40 }), (rows) => {
      const columns: Column[] = [
        { name: 'text', type: 'text', values: rows.map((r) => r[0]) },
        { name: 'list', type: 'list', values: rows.map((r) => r[1]) },
      ];
      expect(cells(columns)).toEqual({ text: rows.map((r) => r[0]), list: rows.map((r) => r[1]) });
    }),
  );
});

test('halves of a surrogate pair in neighbouring cells stay apart', () => {
  expect(cells([{ name: 't', type: 'text', values: ['\ud83d', '\ude42', 'ok'] }])).toEqual({
    t: ['\ufffd', '\ufffd', 'ok'],
  });
});

test('what other engines send is read too: dictionaries, dates, other units of time, small integers', () => {
  const read = (values: Parameters<typeof vectorFromArray>[0]): Cell[] => {
    const vector = vectorFromArray(values);
    const cell = reader(vector);
    return Array.from({ length: vector.length }, (_, row) => cell(row));
  };
  expect(read(['a', 'b', null, 'a'])).toEqual(['a', 'b', null, 'a']);
  expect(read([new Date(1500), null])).toEqual([1_500_000, null]);
  expect(read(new Int8Array([-3, 4]))).toEqual([-3, 4]);
  expect(read(new BigUint64Array([2n ** 63n, 7n]))).toEqual([2n ** 63n, 7]);
});
