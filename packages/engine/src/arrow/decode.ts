import { type Table, tableFromIPC } from 'apache-arrow';

/** The table in the bytes of an Arrow IPC stream or file; its columns are views of the bytes, not copies. */
export function decode(bytes: Uint8Array): Table {
  return tableFromIPC(bytes);
}
