import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from './pglite-database.ts';
import type { PgliteAnswer, PgliteRequest } from './pglite-thread.ts';
import { StoreError } from './store.ts';

// Postgres in a thread of its own: answers one request after the other.
const port = parentPort;
if (port === null) throw new Error('this file runs as a worker thread');
const answer = (one: PgliteAnswer) => port.postMessage(one);
const failed = (error: unknown, fatal: boolean): PgliteAnswer => {
  const cause = error instanceof StoreError ? error.cause : error;
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error), cause, fatal };
};

async function serve(): Promise<void> {
  const database = await openDatabase(String(workerData), (error) => answer(failed(error, true)));
  port?.on('message', async (request: PgliteRequest) => {
    try {
      if (request.kind === 'query') answer({ kind: 'rows', rows: await database.query(request.statement) });
      else {
        await database.close();
        answer({ kind: 'closed' });
        port.close();
      }
    } catch (error) {
      answer(failed(error, !database.alive()));
    }
  });
  answer({ kind: 'open' });
}

serve().catch((error: unknown) => answer(failed(error, true)));
