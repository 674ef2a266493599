import { type Data, makeData, RecordBatch, Schema, Struct, Table, Vector } from 'apache-arrow';
import { arrowTypes } from './arrow-types.ts';
import { buildData } from './build-data.ts';
import type { Column } from './column.ts';
import { columnField } from './field.ts';
import { reader } from './reader.ts';

/**
 * The Arrow table of an answer: the columns in order, with the types and metadata that `Answer` promises. A table without
 * rows keeps its columns. Typed arrays and Arrow vectors of the right type are handed over, not copied. Throws where the
 * columns differ in length, two have one name, or a value is not of its column's type.
 */
export function buildTable(columns: readonly Column[]): Table {
  refuseSameNames(columns);
  const rows = columns[0]?.values.length ?? 0;
  const schema = new Schema(columns.map((c) => columnField(c.name, c.type, c.machine === true)));
  const chunked = columns.map((column) => columnData(column, rows));
  if (chunked.every((chunks) => chunks.length === 1)) {
    return new Table(schema, [recordBatch(schema, chunked.flat(), rows)]);
  }
  // Arrow's own constructor cuts columns of different chunks into common batches; it goes by position here, as names may look like numbers.
  return new Table(schema, commonBatches(schema, chunked, rows));
}

function refuseSameNames(columns: readonly Column[]): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) throw new Error(`two columns are named \`${name}\``);
    seen.add(name);
  }
}

function columnData(column: Column, rows: number): readonly Data[] {
  const { name, type, values, present } = column;
  if (values.length !== rows) {
    throw new Error(`column \`${name}\` has ${values.length} values, the columns before it have ${rows}`);
  }
  if (!(values instanceof Vector)) return [buildData(name, type, values, present)];
  if (sameType(values, type) && rows > 0) return values.data.filter((data) => data.length > 0);
  const read = reader(values);
  return [
    buildData(
      name,
      type,
      Array.from({ length: rows }, (_, row) => read(row)),
      undefined,
    ),
  ];
}

function sameType(vector: Vector, type: Column['type']): boolean {
  return String(vector.type) === String(arrowTypes[type]) && type !== 'list';
}

function recordBatch(schema: Schema, children: readonly Data[], length: number): RecordBatch {
  const type = new Struct(schema.fields);
  return new RecordBatch(schema, makeData({ type, length, nullCount: 0, children: [...children] }));
}

function commonBatches(schema: Schema, chunked: readonly (readonly Data[])[], rows: number): RecordBatch[] {
  const ends = new Set<number>();
  for (const chunks of chunked) {
    let end = 0;
    for (const chunk of chunks) {
      end += chunk.length;
      ends.add(end);
    }
  }
  const cuts = [...ends].filter((end) => end > 0 && end <= rows).sort((a, b) => a - b);
  const columns = chunked.map((chunks) => new Vector([...chunks]));
  return cuts.map((end, index) => {
    const start = cuts[index - 1] ?? 0;
    const children = columns.map((column) => {
      const [piece] = column.slice(start, end).data;
      if (piece === undefined) throw new Error('a batch of a table lacks a column');
      return piece;
    });
    return recordBatch(schema, children, end - start);
  });
}
