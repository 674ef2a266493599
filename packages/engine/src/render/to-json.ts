import type { Table } from 'apache-arrow';
import { jsonRows } from './json-rows.ts';
import { lineChunks } from './line-chunks.ts';

/** A JSON array with an object a row, each on a line of its own, in chunks. */
export function* toJson(table: Table): Generator<string> {
  const rows = table.numRows;
  const object = jsonRows(table);
  if (rows === 0) {
    yield '[]\n';
    return;
  }
  yield '[\n';
  yield* lineChunks(rows, (row) => (row === rows - 1 ? `${object(row)}\n` : `${object(row)},\n`));
  yield ']\n';
}
