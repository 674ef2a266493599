import type { Table } from 'apache-arrow';
import { delimited } from './delimited.ts';

/** Tab-separated values with a header, quoted as CSV is, in chunks. */
export function toTsv(table: Table): Generator<string> {
  return delimited(table, '\t');
}
