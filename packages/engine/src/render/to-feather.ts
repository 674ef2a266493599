import { type Table, tableToIPC } from 'apache-arrow';
import { plainMixed } from './plain-mixed.ts';

/** An Arrow IPC file (Feather version 2) without compression; mixed columns are plain text. */
export function* toFeather(table: Table): Generator<Uint8Array> {
  yield tableToIPC(plainMixed(table), 'file');
}
