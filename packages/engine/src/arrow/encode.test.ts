import { expect, test } from 'vitest';
import { buildTable, decode, encode, reader } from './index.ts';

test('a stream of many batches is the table again', () => {
  const rows = 140_003;
  const table = buildTable([
    { name: 'n', type: 'integer', values: Array.from({ length: rows }, (_, row) => (row % 7 === 0 ? null : row)) },
    { name: 'b', type: 'bool', values: Array.from({ length: rows }, (_, row) => row % 3 === 0) },
    { name: 't', type: 'text', values: Array.from({ length: rows }, (_, row) => (row % 5 === 0 ? null : `t${row}`)) },
    { name: 'l', type: 'list', values: Array.from({ length: rows }, (_, row) => Array(row % 3).fill(`${row}`)) },
  ]);
  const chunks = [...encode(table)];
  expect(chunks.length).toBe(5);
  const back = decode(Buffer.concat(chunks));
  expect(back.schema.toString()).toBe(table.schema.toString());
  expect(back.batches.length).toBe(3);
  const [n, b, t, l] = back.schema.fields.map((_, index) => {
    const column = back.getChildAt(index);
    if (column === null) throw new Error('a column is gone');
    return reader(column);
  });
  for (let row = 0; row < rows; row++) {
    if (n?.(row) !== (row % 7 === 0 ? null : row)) throw new Error(`n of row ${row}`);
    if (b?.(row) !== (row % 3 === 0)) throw new Error(`b of row ${row}`);
    if (t?.(row) !== (row % 5 === 0 ? null : `t${row}`)) throw new Error(`t of row ${row}`);
    if (String(l?.(row)) !== String(Array(row % 3).fill(row))) throw new Error(`l of row ${row}`);
  }
  // From the end to the beginning too, and far apart.
  expect([140_002, 65_536, 65_535, 0].map((row) => t?.(row))).toEqual(['t140002', 't65536', null, null]);
});

test('a table without rows is a schema and an end', () => {
  const back = decode(Buffer.concat([...encode(buildTable([{ name: 'a', type: 'time', values: [] }]))]));
  expect([back.numRows, back.schema.fields.map((f) => f.name)]).toEqual([0, ['a']]);
});
