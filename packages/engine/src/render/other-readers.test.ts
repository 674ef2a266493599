import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { query } from 'chdb';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTable, type Column, decode } from '../arrow/index.ts';
import type { FormatName } from './formats.ts';
import { bytesOf, sampleTable } from './testing/sample.ts';

const binary = [
  { format: 'arrow', as: 'ArrowStream' },
  { format: 'feather', as: 'Arrow' },
  { format: 'parquet', as: 'Parquet' },
] as const satisfies readonly { readonly format: FormatName; readonly as: string }[];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xt-render-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What ClickHouse reads from a file: a row a line, doubles exact, times in microseconds. */
function clickhouse(bytes: Uint8Array, as: string, select = '*'): unknown[] {
  const file = join(folder, `answer.${as}`);
  writeFileSync(file, bytes);
  const settings = 'output_format_json_quote_denormals = 1, output_format_json_quote_64bit_integers = 1';
  const lines = query(`SELECT ${select} FROM file('${file}', ${as}) SETTINGS ${settings}`, 'JSONCompactEachRow');
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
}

describe.each(binary)('ClickHouse reads $format', ({ format, as }) => {
  test('values of every type, missing, not finite, wide', () => {
    expect(clickhouse(bytesOf(sampleTable(), format), as)).toEqual([
      [
        'a1',
        'resnet-50',
        'finished',
        '2026-11-21 14:03:00.000000',
        '12000',
        0.93123,
        4980,
        '0.001',
        ['a', 'b,"c"'],
        true,
      ],
      [
        'a2',
        '漢字の実験 🙂',
        'running',
        '2026-11-18 14:03:00.000000',
        '9007199254740993',
        'nan',
        45.23,
        'auto|x',
        [],
        false,
      ],
      ['a3', 'e\u0301vil \u001b[31mred\n\u202e"x"', 'failed', null, null, '-inf', 0.35, 'true', [], null],
      ['a4', null, '', '2026-11-21 14:03:00.000999', '-1', null, 300_000, '[1, 2]', ['漢'], true],
    ]);
  });

  test('the types of the columns', () => {
    const types =
      'toTypeName(val.acc), toTypeName(step), toTypeName(name), toTypeName(ok), toTypeName(created), toTypeName(tags)'.replace(
        'val.acc',
        '`val.acc`',
      );
    expect(clickhouse(bytesOf(sampleTable(), format), as, `DISTINCT ${types}`)).toEqual([
      [
        'Nullable(Float64)',
        'Nullable(Int64)',
        'Nullable(String)',
        'Nullable(Bool)',
        "Nullable(DateTime64(6, 'UTC'))",
        'Array(Nullable(String))',
      ],
    ]);
  });

  test('a table without rows', () => {
    const empty = buildTable(['id', 'b'].map((name): Column => ({ name, type: 'number', values: [] })));
    expect(clickhouse(bytesOf(empty, format), as)).toEqual([]);
    expect(clickhouse(bytesOf(empty, format), as, 'count()')).toEqual([['0']]);
  });

  test('every bit of extreme doubles, also where a value comes often', () => {
    const values = [0, -0, 5e-324, Number.MAX_VALUE, 0.1, Number.NaN, Number.POSITIVE_INFINITY, 0.1, -0, 0];
    const table = buildTable([{ name: 'v', type: 'number', values: Array.from({ length: 20 }, () => values).flat() }]);
    const bits = (value: number): string => new BigUint64Array(new Float64Array([value]).buffer)[0]?.toString() ?? '';
    const read = clickhouse(bytesOf(table, format), as, 'if(isNaN(v), 0, reinterpretAsUInt64(assumeNotNull(v)))');
    expect(read).toEqual(Array.from({ length: 20 }, () => values.map((v) => [Number.isNaN(v) ? '0' : bits(v)])).flat());
  });

  test('a result of several batches, with missing values on both sides of their bounds', () => {
    const rows = 150_001;
    const at = Array.from({ length: rows }, (_, row) => row);
    const table = buildTable([
      { name: 'n', type: 'integer', values: at },
      { name: 'v', type: 'number', values: at.map((row) => (row % 3 === 0 ? null : row / 2)) },
      { name: 't', type: 'text', values: at.map((row) => (row % 5 === 0 ? null : `é${row}`)) },
      { name: 'b', type: 'bool', values: at.map((row) => (row % 7 === 0 ? null : row % 2 === 0)) },
      { name: 'l', type: 'list', values: at.map((row) => (row % 11 === 0 ? [] : [`a${row}`, 'b'])) },
    ]);
    const wrong =
      "count(), countIf(v IS DISTINCT FROM if(n % 3 = 0, NULL, n / 2)), countIf(t IS DISTINCT FROM if(n % 5 = 0, NULL, concat('é', toString(n))))," +
      "countIf(b IS DISTINCT FROM if(n % 7 = 0, NULL, n % 2 = 0)), countIf(l != if(n % 11 = 0, [], [concat('a', toString(n)), 'b']))";
    expect(clickhouse(bytesOf(table, format), as, wrong)).toEqual([['150001', '0', '0', '0', '0']]);
  });
});

test('hyparquet reads parquet, the difference of a missing and an empty list too', async () => {
  const bytes = bytesOf(sampleTable(), 'parquet');
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const rows = await parquetReadObjects({ file });
  expect(rows.map((row) => row['tags'] ?? null)).toEqual([['a', 'b,"c"'], [], null, ['漢']]);
  expect(rows.map((row) => row['val.acc'])).toEqual([0.93123, Number.NaN, Number.NEGATIVE_INFINITY, null]);
  expect(rows.map((row) => row['step'])).toEqual([12_000n, 9_007_199_254_740_993n, null, -1n]);
  expect(rows.map((row) => row['lr'])).toEqual(['0.001', 'auto|x', 'true', '[1, 2]']);
  expect(rows[0]?.['created']).toEqual(new Date(Date.UTC(2026, 10, 21, 14, 3)));
});

test('an arrow stream and file keep the difference of a missing and an empty list, and the metadata of columns', () => {
  for (const format of ['arrow', 'feather'] as const) {
    const table = tableFromIPC(bytesOf(sampleTable(), format));
    expect([0, 1, 2].map((row) => table.getChild('tags')?.get(row)?.length ?? null)).toEqual([2, 0, null]);
    expect(table.schema.fields.map((field) => field.metadata.get('xt.type'))).toEqual(
      decode(bytesOf(sampleTable(), format)).schema.fields.map((field) => field.metadata.get('xt.type')),
    );
    expect(table.schema.fields.find((field) => field.name === 'lr')?.metadata.get('xt.type')).toBe('text');
    expect(table.schema.fields[0]?.metadata.get('xt.machine')).toBe('1');
  }
});
