import type { Table } from 'apache-arrow';
import { jsonRows } from './json-rows.ts';
import { lineChunks } from './line-chunks.ts';

/** A JSON object a row, each on a line of its own, in chunks. */
export function toJsonl(table: Table): Generator<string> {
  const object = jsonRows(table);
  return lineChunks(table.numRows, (row) => `${object(row)}\n`);
}
