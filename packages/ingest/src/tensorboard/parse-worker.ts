// Built as an entry of its own, `parse-worker.cjs` beside the bundle: it runs in a worker thread and loads no store.
import { parentPort } from 'node:worker_threads';
import { parseFiles } from './parse-files.ts';
import type { ParsedBatch } from './parsed.ts';
import type { ParserAnswer, ParserRequest } from './parser.ts';
import type { Columns } from './point-log.ts';

const port = parentPort;
if (port === null) throw new Error('the parser runs in a worker thread');

// The other side asks once for each batch that it is ready to hold: so memory stays flat.
const spare: Columns[] = [];
const current: { batches: Generator<ParsedBatch> } = { batches: parseFiles({ runs: [], batchPoints: 0 }) };
port.on('message', (request: ParserRequest) => {
  if (request.kind === 'job') {
    current.batches = parseFiles(request.job, spare);
    return;
  }
  if (request.kind === 'spare') {
    spare.push(request.columns);
    return;
  }
  let answer: ParserAnswer;
  try {
    const { value, done } = current.batches.next();
    answer = done === true ? { kind: 'done' } : { kind: 'batch', batch: value };
  } catch (error) {
    answer = { kind: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  if (answer.kind !== 'batch') {
    spare.length = 0;
    port.postMessage(answer);
  } else {
    const { steps, times, values, order } = answer.batch;
    port.postMessage(answer, [steps.buffer, times.buffer, values.buffer, order.buffer] as ArrayBuffer[]);
  }
});
