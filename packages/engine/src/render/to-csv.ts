import type { Table } from 'apache-arrow';
import { delimited } from './delimited.ts';

/** Comma-separated values with a header, in chunks. */
export function toCsv(table: Table): Generator<string> {
  return delimited(table, ',');
}
