import type { Table, Vector } from 'apache-arrow';
import { ByteWriter, type ColumnSource, type ParquetWriteOptions, ParquetWriter } from 'hyparquet-writer';
import { type ColumnType, columnType, reader } from '../arrow/index.ts';
import { plainMixed } from './plain-mixed.ts';

type SchemaElement = NonNullable<ParquetWriteOptions['schema']>[number];

const rowsPerGroup = 100_000;

/**
 * A Parquet file, a chunk a row group, compressed by Snappy: DOUBLE, INT64, UTF8, BOOLEAN, TIMESTAMP of microseconds in
 * UTC, LIST of UTF8; mixed columns are plain text.
 */
export function* toParquet(answer: Table): Generator<Uint8Array> {
  const table = plainMixed(answer);
  const columns = table.schema.fields.map((field) => ({ name: field.name, type: columnType(field) }));
  const root: SchemaElement = { name: 'root', num_children: columns.length };
  const schema = [root, ...columns.flatMap(({ name, type }) => schemaElements(name, type))];
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'xt' });
  for (let start = 0; start < table.numRows; start += rowsPerGroup) {
    const group = table.slice(start, start + rowsPerGroup);
    const columnData = columns.map(({ name, type }, index) => columnSource(name, type, group.getChildAt(index)));
    writer.write({ columnData, rowGroupSize: rowsPerGroup });
    yield takeBytes(bytes);
  }
  writer.finish();
  yield takeBytes(bytes);
}

/** What was written since the last time; the writer goes on counting offsets in the file. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice();
  writer.index = 0;
  return bytes;
}

function schemaElements(name: string, type: ColumnType): readonly SchemaElement[] {
  const optional = { name, repetition_type: 'OPTIONAL' } as const;
  switch (type) {
    case 'number':
    case 'duration':
      return [{ ...optional, type: 'DOUBLE' }];
    case 'integer':
      return [{ ...optional, type: 'INT64' }];
    case 'bool':
      return [{ ...optional, type: 'BOOLEAN' }];
    case 'time':
      return [
        {
          ...optional,
          type: 'INT64',
          converted_type: 'TIMESTAMP_MICROS',
          logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
        },
      ];
    case 'text':
    case 'mixed':
      return [{ ...optional, ...text }];
    case 'list':
      return [
        { ...optional, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'OPTIONAL', ...text },
      ];
  }
}

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;

function columnSource(name: string, type: ColumnType, vector: Vector | null): ColumnSource {
  if (vector === null) throw new Error(`no column \`${name}\``);
  const read = reader(vector);
  const cells = Array.from({ length: vector.length }, (_, row) => read(row));
  switch (type) {
    case 'number':
    case 'duration':
      // A dictionary would make one value of 0 and -0.
      return { name, data: cells, encoding: 'PLAIN' };
    case 'integer':
    case 'time':
      return { name, data: cells.map((cell) => (typeof cell === 'number' ? BigInt(cell) : cell)) };
    case 'bool':
    case 'text':
    case 'mixed':
    case 'list':
      return { name, data: cells };
  }
}
