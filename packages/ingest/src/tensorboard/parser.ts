import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { parseFiles } from './parse-files.ts';
import type { ParsedBatch, ParseJob } from './parsed.ts';
import type { Columns } from './point-log.ts';

/** Parses event files beside the thread that writes; one that is kept is warm the next time. */
export interface Parser {
  /**
   * The batches of a job, each time all that are ready: so the slower the writing, the larger what is written at once.
   * Their columns are gone when the next are asked for.
   */
  parse(job: ParseJob): AsyncGenerator<readonly ParsedBatch[]>;
  /** Ends the thread. */
  close(): Promise<void>;
}

/** What the thread is sent: a job, then a word for each batch that there is room for; columns that may be used again. */
export type ParserRequest =
  | { readonly kind: 'job'; readonly job: ParseJob }
  | { readonly kind: 'next' }
  | { readonly kind: 'spare'; readonly columns: Columns };

/** What the thread sends, one for each time it is asked; after a job's end there may be several of `done`. */
export type ParserAnswer =
  | { readonly kind: 'batch'; readonly batch: ParsedBatch }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };

/** The parser reads at most this many batches ahead of those that are being written: memory has a bound. */
const ahead = 10;

/**
 * A parser in a worker thread where its built file is there (beside this program, or at `address`), started when it is
 * first needed; else in this thread, between the writes.
 */
export function openParser(address?: URL): Parser {
  const file = address ?? new URL('./parse-worker.cjs', import.meta.url);
  if (!existsSync(file)) return { parse: parseHere, close: async () => {} };
  const kept: Kept = { worker: undefined, closed: false };
  return {
    parse: (job) => parseInWorker(job, file, kept),
    close: async () => {
      kept.closed = true;
      await kept.worker?.terminate();
    },
  };
}

/** The thread that waits for its next job. */
interface Kept {
  worker: Worker | undefined;
  closed: boolean;
}

async function* parseHere(job: ParseJob): AsyncGenerator<readonly ParsedBatch[]> {
  for (const batch of parseFiles(job)) yield [batch];
}

async function* parseInWorker(job: ParseJob, file: URL, kept: Kept): AsyncGenerator<readonly ParsedBatch[]> {
  const worker = kept.worker ?? new Worker(file);
  kept.worker = undefined;
  worker.removeAllListeners();
  worker.ref();
  const ask = (request: ParserRequest): void => worker.postMessage(request);
  let answers: ParserAnswer[] = [];
  let asked = 0;
  let wake = (): void => {};
  const put = (answer: ParserAnswer): void => {
    answers.push(answer);
    wake();
  };
  worker.on('message', put);
  worker.on('error', (error) => put({ kind: 'failed', message: String(error) }));
  worker.on('exit', (code) => put({ kind: 'failed', message: `the parser's thread ended with ${code}` }));
  const next = (): void => {
    asked++;
    ask({ kind: 'next' });
  };
  let done = false;
  try {
    ask({ kind: 'job', job });
    for (let i = 0; i < ahead; i++) next();
    for (;;) {
      if (answers.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const taken = answers;
      answers = [];
      asked -= taken.length;
      const failed = taken.find((answer) => answer.kind === 'failed');
      if (failed?.kind === 'failed') throw new Error(failed.message);
      const batches = taken.flatMap((answer) => (answer.kind === 'batch' ? [answer.batch] : []));
      done ||= taken.some(({ kind }) => kind === 'done');
      if (!done) for (const _batch of batches) next();
      if (batches.length > 0) yield batches;
      if (!done) for (const batch of batches) giveBack(worker, batch);
      // Every question has its answer, so that none is taken for one to the next job.
      if (done && asked === 0) return;
    }
  } finally {
    if (!done || asked > 0 || kept.closed || kept.worker !== undefined) await worker.terminate();
    else keep(worker, kept);
  }
}

/** Sends the columns of a batch back, to be filled again. */
function giveBack(worker: Worker, { steps, times, values, order }: ParsedBatch): void {
  const columns = [steps, times, values, order].map(({ buffer }) => new Float64Array(buffer as ArrayBuffer));
  const request = { kind: 'spare', columns: columns as unknown as Columns } satisfies ParserRequest;
  worker.postMessage(
    request,
    columns.map(({ buffer }) => buffer),
  );
}

/** Keeps a thread for the next job; it does not keep the program from ending. */
function keep(worker: Worker, kept: Kept): void {
  worker.removeAllListeners();
  worker.on('exit', () => {
    if (kept.worker === worker) kept.worker = undefined;
  });
  worker.unref();
  kept.worker = worker;
}
