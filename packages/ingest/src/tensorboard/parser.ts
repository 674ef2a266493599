import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { parseFiles } from './parse-files.ts';
import type { ParsedBatch, ParseJob } from './parsed.ts';

/** What the worker sends, one for each time it is asked. */
export type ParserAnswer =
  | { readonly kind: 'batch'; readonly batch: ParsedBatch }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };

/** The parser reads this many batches ahead of the one that is being written. */
const ahead = 2;

/**
 * The batches of a job: parsed in a worker thread where its built file is there (beside this program, or at `address`),
 * else in this thread between the writes. Returning early ends the thread.
 */
export async function* parse(job: ParseJob, address: URL | undefined): AsyncGenerator<ParsedBatch> {
  const file = address ?? new URL('./parse-worker.cjs', import.meta.url);
  if (existsSync(file)) yield* parseInWorker(job, file);
  else yield* parseFiles(job);
}

async function* parseInWorker(job: ParseJob, file: URL): AsyncGenerator<ParsedBatch> {
  const worker = new Worker(file, { workerData: job });
  const answers: ParserAnswer[] = [];
  let wake = (): void => {};
  const put = (answer: ParserAnswer): void => {
    answers.push(answer);
    wake();
  };
  worker.on('message', put);
  worker.on('error', (error) => put({ kind: 'failed', message: String(error) }));
  worker.on('exit', (code) => put({ kind: 'failed', message: `the parser's thread ended with ${code}` }));
  try {
    for (let i = 0; i < ahead; i++) worker.postMessage('next');
    for (;;) {
      if (answers.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const answer = answers.shift();
      if (answer === undefined) continue;
      if (answer.kind === 'done') return;
      if (answer.kind === 'failed') throw new Error(answer.message);
      worker.postMessage('next');
      yield answer.batch;
    }
  } finally {
    await worker.terminate();
  }
}
