import { type RecordBatch, Table, tableToIPC } from 'apache-arrow';

const rowsPerBatch = 65_536;
const endOfStream = 8;

/** The table as an Arrow IPC stream without compression, a chunk a record batch; `decode` gives the table back. */
export function* encode(table: Table): Generator<Uint8Array> {
  const empty = tableToIPC(new Table(table.schema, []), 'stream');
  const schema = empty.subarray(0, empty.length - endOfStream);
  yield schema;
  for (const batch of batchesOf(table)) {
    // A whole stream of one batch; between its schema and its end lies the batch as it stands in the longer stream.
    const bytes = tableToIPC(new Table(table.schema, [batch]), 'stream');
    yield bytes.subarray(schema.length, bytes.length - endOfStream);
  }
  yield empty.subarray(empty.length - endOfStream);
}

function* batchesOf(table: Table): Generator<RecordBatch> {
  for (const batch of table.batches) {
    for (let start = 0; start < batch.numRows; start += rowsPerBatch) {
      yield batch.slice(start, Math.min(start + rowsPerBatch, batch.numRows));
    }
  }
}
