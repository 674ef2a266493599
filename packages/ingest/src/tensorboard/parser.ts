import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { parseFiles } from './parse-files.ts';
import type { ParsedBatch, ParseJob } from './parsed.ts';

/** What the worker sends, one for each time it is asked. */
export type ParserAnswer =
  | { readonly kind: 'batch'; readonly batch: ParsedBatch }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };

/** The parser reads at most this many batches ahead of those that are being written: memory has a bound. */
const ahead = 10;

/**
 * The batches of a job, each time all that are ready: so the slower the writing, the larger what is written at once.
 * Parsed in a worker thread where its built file is there (beside this program, or at `address`), else in this thread
 * between the writes. Returning early ends the thread.
 */
export async function* parse(job: ParseJob, address: URL | undefined): AsyncGenerator<readonly ParsedBatch[]> {
  const file = address ?? new URL('./parse-worker.cjs', import.meta.url);
  if (existsSync(file)) yield* parseInWorker(job, file);
  else for (const batch of parseFiles(job)) yield [batch];
}

async function* parseInWorker(job: ParseJob, file: URL): AsyncGenerator<readonly ParsedBatch[]> {
  const worker = new Worker(file, { workerData: job });
  let answers: ParserAnswer[] = [];
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
      const taken = answers;
      answers = [];
      const batches = taken.flatMap((answer) => (answer.kind === 'batch' ? [answer.batch] : []));
      for (const _batch of batches) worker.postMessage('next');
      if (batches.length > 0) yield batches;
      // What follows the end, such as the end of the thread, says nothing more.
      const last = taken.find(({ kind }) => kind !== 'batch');
      if (last?.kind === 'failed') throw new Error(last.message);
      if (last?.kind === 'done') return;
    }
  } finally {
    await worker.terminate();
  }
}
