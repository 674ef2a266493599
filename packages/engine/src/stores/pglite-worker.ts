import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase, type PgliteDatabase } from './pglite-database.ts';
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

async function serve(request: PgliteRequest): Promise<void> {
  try {
    switch (request.kind) {
      case 'open':
        letOpen();
        database = await opening;
        return answer({ kind: 'open' });
      case 'query':
        return answer({ kind: 'rows', rows: await opened().query(request.statement) });
      case 'close':
        await opened().close();
        answer({ kind: 'closed' });
        port?.close();
    }
  } catch (error) {
    answer(failed(error, database?.alive() !== true));
  }
}

function opened(): PgliteDatabase {
  if (database === undefined) throw new Error('nothing is open');
  return database;
}

let database: PgliteDatabase | undefined;
let letOpen = () => {};
const mayOpen = new Promise<void>((resolve) => {
  letOpen = resolve;
});
// All that needs no look into the folder is done by the time it may be opened.
const opening = openDatabase(String(workerData), (error) => answer(failed(error, true)), mayOpen);
// What fails here is told when the folder is opened.
opening.catch(() => {});
// From the start on: a thread that listens to nothing waits, between two steps, for all that V8 compiles in the background.
port.on('message', serve);
