import { Worker } from 'node:worker_threads';
import type { PgliteDatabase } from './pglite-database.ts';
import { type Rows, type Statement, StoreError } from './store.ts';

export type PgliteRequest =
  | { readonly kind: 'open' }
  | { readonly kind: 'query'; readonly statement: Statement }
  | { readonly kind: 'close' };

export type PgliteAnswer =
  | { readonly kind: 'open' }
  | { readonly kind: 'rows'; readonly rows: Rows }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly message: string; readonly cause: unknown; readonly fatal: boolean };

/** A database in a thread of its own; `stop` ends the thread wherever it is, as a kill would. */
export interface PgliteThread extends PgliteDatabase {
  stop(): Promise<void>;
}

/**
 * Opens the cluster of a folder in a thread that runs the built worker in `program`. No file in the folder is
 * opened before `ready`: until then the thread makes a Postgres that has read nothing.
 */
export async function openThread(folder: string, program: URL, ready?: Promise<unknown>): Promise<PgliteThread> {
  const worker = new Worker(program, { workerData: folder });
  let ended: StoreError | undefined;
  let settle: ((answer: PgliteAnswer) => void) | undefined;
  const end = (message: string, cause: unknown) => {
    ended ??= new StoreError('postgres', message, { cause });
    settle?.({ kind: 'failed', message, cause, fatal: true });
  };
  worker.on('message', (answer: PgliteAnswer) => {
    if (answer.kind === 'failed' && answer.fatal) {
      end(answer.message, answer.cause);
      worker.terminate();
    } else settle?.(answer);
  });
  worker.on('error', (error) => end(`PGlite ended: ${error.message}`, error));
  worker.on('exit', () => end('PGlite has ended.', undefined));

  const next = (request: PgliteRequest, statement?: Statement) =>
    new Promise<PgliteAnswer>((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      settle = (answer) => {
        settle = undefined;
        if (answer.kind !== 'failed') return resolve(answer);
        const error = new StoreError('postgres', answer.message, {
          cause: answer.cause,
          ...(statement && { statement }),
        });
        if (answer.fatal) ended ??= error;
        reject(error);
      };
      worker.postMessage(request);
    });
  const stop = async () => {
    await worker.terminate();
  };
  try {
    await ready;
    await next({ kind: 'open' });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    query: async (statement) => {
      const answer = await next({ kind: 'query', statement }, statement);
      if (answer.kind !== 'rows') throw new Error(`PGlite answered ${answer.kind}`);
      return answer.rows;
    },
    close: async () => {
      await next({ kind: 'close' });
      await stop();
    },
    alive: () => ended === undefined,
    stop,
  };
}
