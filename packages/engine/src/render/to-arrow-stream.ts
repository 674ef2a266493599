import type { Table } from 'apache-arrow';
import { encode } from '../arrow/index.ts';
import { plainMixed } from './plain-mixed.ts';

/** An Arrow IPC stream, a chunk a record batch, without compression; mixed columns are plain text. */
export function toArrowStream(table: Table): Generator<Uint8Array> {
  return encode(plainMixed(table));
}
