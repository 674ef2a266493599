// Built as an entry of its own, `parse-worker.cjs` beside the bundle: it runs in a worker thread and loads no store.
import { parentPort } from 'node:worker_threads';
import { parseFiles } from './parse-files.ts';
import type { ParsedBatch } from './parsed.ts';
import type { ParserAnswer, ParserRequest } from './parser.ts';
import type { Columns } from './point-log.ts';

const port = parentPort;
if (port === null) throw new Error('the parser runs in a worker thread');

// The other side asks once for each batch that it has columns for: so memory stays flat.
const current: { batches: Generator<ParsedBatch>; slots: readonly Columns[]; spare: Columns[] } = {
  batches: parseFiles({ runs: [], batchPoints: 0 }),
  slots: [],
  spare: [],
};
port.on('message', (request: ParserRequest) => {
  if (request.kind === 'job') {
    const spare: Columns[] = [];
    current.batches = parseFiles(request.job, spare);
    current.slots = request.slots;
    current.spare = spare;
    return;
  }
  const columns = current.slots[request.slot];
  if (columns !== undefined) current.spare.push(columns);
  port.postMessage(nextAnswer(request.slot));
});

function nextAnswer(slot: number): ParserAnswer {
  try {
    const { value, done } = current.batches.next();
    return done === true ? { kind: 'done' } : { kind: 'batch', slot, batch: value };
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
