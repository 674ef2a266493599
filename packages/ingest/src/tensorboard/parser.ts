import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { parseFiles } from './parse-files.ts';
import type { ParsedBatch, ParseJob } from './parsed.ts';
import { type Columns, createColumns, logCapacity } from './point-log.ts';

/** Parses event files beside the thread that writes; one that is kept is warm the next time. */
export interface Parser {
  /**
   * The batches of a job, each time what is ready: so the slower the writing, the larger what is written at once.
   * Their columns are gone when the next are asked for.
   */
  parse(job: ParseJob): AsyncGenerator<readonly ParsedBatch[]>;
  /** Ends the thread. */
  close(): Promise<void>;
}

/**
 * What the thread is sent: a job with the columns that its batches may lie in, shared by both threads; then a word for
 * each batch that there is room for.
 */
export type ParserRequest =
  | { readonly kind: 'job'; readonly job: ParseJob; readonly slots: readonly Columns[] }
  | { readonly kind: 'next'; readonly slot: number };

/** What the thread sends, one for each time it is asked; after a job's end there may be several of `done`. */
export type ParserAnswer =
  | { readonly kind: 'batch'; readonly slot: number; readonly batch: ParsedBatch }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly message: string };

/** Batches that are read ahead or being written: memory has a bound. */
const slotCount = 14;
/** So many are waited for, since each that is written costs the same whatever its size … */
const fewest = 4;
/** … and so many are handed on at most: there is room for as many that are read meanwhile. */
const most = slotCount / 2;

/**
 * A parser in a worker thread where its built file is there (beside this program, or at `address`), started when it is
 * first needed; else in this thread, between the writes.
 */
export function openParser(address?: URL): Parser {
  const file = address ?? new URL('./parse-worker.cjs', import.meta.url);
  if (!existsSync(file)) return { parse: parseHere, close: async () => {} };
  const kept: Kept = { thread: undefined, closed: false };
  return {
    parse: (job) => parseInWorker(job, file, kept),
    close: async () => {
      kept.closed = true;
      await kept.thread?.worker.terminate();
    },
  };
}

/** A thread, and the columns that its jobs share with it: fresh memory costs more than the points that are put there. */
interface Thread {
  readonly worker: Worker;
  readonly slots: readonly Columns[];
}

/** The thread that waits for its next job; a job has its thread for itself. */
interface Kept {
  thread: Thread | undefined;
  closed: boolean;
}

async function* parseHere(job: ParseJob): AsyncGenerator<readonly ParsedBatch[]> {
  for (const batch of parseFiles(job)) yield [batch];
}

async function* parseInWorker(job: ParseJob, file: URL, kept: Kept): AsyncGenerator<readonly ParsedBatch[]> {
  const { worker, slots } = threadFor(job, file, kept);
  worker.removeAllListeners();
  worker.ref();
  const ask = (request: ParserRequest): void => worker.postMessage(request);
  const answers: ParserAnswer[] = [];
  let asked = 0;
  let wake = (): void => {};
  const put = (answer: ParserAnswer): void => {
    answers.push(answer);
    wake();
  };
  worker.on('message', put);
  worker.on('error', (error) => put({ kind: 'failed', message: String(error) }));
  worker.on('exit', (code) => put({ kind: 'failed', message: `the parser's thread ended with ${code}` }));
  const next = (slot: number): void => {
    asked++;
    ask({ kind: 'next', slot });
  };
  let done = false;
  try {
    ask({ kind: 'job', job, slots });
    for (const slot of slots.keys()) next(slot);
    for (;;) {
      while (answers.length < fewest && answers.every(({ kind }) => kind === 'batch')) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const taken = answers.splice(0, most);
      asked -= taken.length;
      const failed = taken.find((answer) => answer.kind === 'failed');
      if (failed?.kind === 'failed') throw new Error(failed.message);
      const ready = taken.filter((answer) => answer.kind === 'batch');
      done ||= taken.some(({ kind }) => kind === 'done');
      if (ready.length > 0) {
        yield ready.map(({ batch }) => batch);
        if (!done) for (const { slot } of ready) next(slot);
      }
      // Every question has its answer, so that none is taken for one to the next job.
      if (done && asked === 0) return;
    }
  } finally {
    if (!done || asked > 0 || kept.closed || kept.thread !== undefined) await worker.terminate();
    else keep({ worker, slots }, kept);
  }
}

/** The kept thread, taken, or a new one. */
function threadFor({ batchPoints }: ParseJob, file: URL, kept: Kept): Thread {
  const { thread } = kept;
  kept.thread = undefined;
  if (thread?.slots.every(([steps]) => steps.length >= batchPoints)) return thread;
  const slots = Array.from({ length: slotCount }, () => createColumns(logCapacity(batchPoints)));
  return { worker: thread?.worker ?? new Worker(file), slots };
}

/** Keeps a thread for the next job; it does not keep the program from ending. */
function keep(thread: Thread, kept: Kept): void {
  const { worker } = thread;
  worker.removeAllListeners();
  worker.on('exit', () => {
    if (kept.thread === thread) kept.thread = undefined;
  });
  worker.unref();
  kept.thread = thread;
}
