import { existsSync } from 'node:fs';
import { openDatabase, type PgliteDatabase } from './pglite-database.ts';
import { openThread, type PgliteThread } from './pglite-thread.ts';
import type { Relational, Rows, Statement } from './store.ts';
import { postgres } from './writer/statement.ts';

/** How long a statement that nobody waits for any more may go on before its thread is ended. */
const patience = 200;

/**
 * Postgres in the process, in a folder of its own. It runs in a thread where the worker's built file is there (beside
 * this program, or at `worker`), so that a long statement stops nothing else and can be cancelled; else in this thread.
 * The caller holds the lock of the folder, which is left alone until `ready`.
 */
export async function openPglite(folder: string, worker?: URL, ready?: Promise<unknown>): Promise<Relational> {
  const program = worker ?? new URL('./pglite-worker.cjs', import.meta.url);
  const open = async (): Promise<PgliteDatabase | PgliteThread> => {
    if (existsSync(program)) return openThread(folder, program, ready);
    await ready;
    return openDatabase(folder);
  };
  let database = await open();
  // There is one connection: whoever has it, for a statement or a transaction, has it alone.
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(async () => {
      if (!database.alive()) {
        if ('stop' in database) await database.stop();
        database = await open();
      }
      return work();
    });
    last = result.catch(() => {});
    return result;
  };
  const query = (statement: Statement): Promise<Rows> => database.query(statement);

  return {
    query: (statement, { signal } = {}) =>
      alone(async () => {
        signal?.throwIfAborted();
        const done = stopOnAbort(database, signal);
        try {
          return await query(statement);
        } catch (error) {
          throw signal?.aborted ? signal.reason : error;
        } finally {
          await done();
        }
      }),
    transaction: (work) =>
      alone(async () => {
        await query(postgres('begin'));
        try {
          const result = await work({ query });
          await query(postgres('commit'));
          return result;
        } catch (error) {
          // What has ended has rolled back.
          if (database.alive()) await query(postgres('rollback'));
          throw error;
        }
      }),
    close: async () => {
      await last;
      if (database.alive()) await database.close();
      else if ('stop' in database) await database.stop();
    },
  };
}

/** Ends the thread some time after the signal aborts; to be called when the statement is done, and waited for. */
function stopOnAbort(database: PgliteDatabase | PgliteThread, signal: AbortSignal | undefined): () => Promise<void> {
  if (signal === undefined || !('stop' in database)) return async () => {};
  let timer: NodeJS.Timeout | undefined;
  let stopped: Promise<void> | undefined;
  const stop = () => {
    timer = setTimeout(() => {
      stopped = database.stop();
    }, patience);
  };
  signal.addEventListener('abort', stop, { once: true });
  return async () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await stopped;
  };
}
