import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Query, Result, ShowOptions, Watch, WatchOptions } from '../index.d.cts';
import { bundleOf } from './bundle.ts';
import { checkOptions, watchOptions } from './check-options.ts';
import { liveRunsOf } from './live-runs.ts';
import { marked, queryKey } from './marks.ts';
import { composeTemplate } from './query.ts';
import { makeResult } from './result.ts';
import { openScreen, type Screen } from './screen.ts';
import type { Session } from './session.ts';

/** What follows queries of a session. */
export function makeWatch(session: Session): Watch {
  return async (first: TemplateStringsArray | Query, ...rest: readonly unknown[]) => {
    const query = marked(first, queryKey);
    if (query === undefined) return watchText(session, composeTemplate('watch', first, rest), {});
    const [options = {}] = rest;
    checkOptions('`watch`', watchOptions, options);
    return watchText(session, query, options as WatchOptions);
  };
}

async function watchText(session: Session, text: string, { signal, ...options }: WatchOptions): Promise<Result> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  // A kernel sets the listeners of this signal aside while it runs the first part of a cell; what listens since then would keep
  // its own from being heard again, and an interruption would end it.
  await setImmediate();
  // Interrupting a cell sends the kernel this signal, and so does Ctrl-C a script.
  process.once('SIGINT', stop);
  if (signal?.aborted === true) stop();
  signal?.addEventListener('abort', stop);
  try {
    return await drawUntilOver(session, text, options, stopping);
  } finally {
    process.removeListener('SIGINT', stop);
    stop();
  }
}

/** What changes at once is drawn as one. */
const restMs = 400;
/** Runs of which nothing is heard any more end by the clock. */
const longestWaitMs = 20_000;

async function drawUntilOver(
  session: Session,
  text: string,
  options: ShowOptions,
  stopping: AbortController,
): Promise<Result> {
  const screen = openScreen();
  const { signal } = stopping;
  const news = makeBell();
  signal.addEventListener('abort', news.ring, { once: true });
  // Followed before the first question, so that nothing said between the two is missed.
  await session.open();
  const following = session.follow(signal, news.ring);
  let shown: Result | undefined;
  while (true) {
    const result = await askUnlessStopped(session, text, signal, shown);
    const isOver = signal.aborted || !(await isLive(session, text, signal));
    // A run may have ended between the two questions: the last answer is asked for after the last run was over.
    const last = isOver && !signal.aborted ? makeResult(await session.ask(text)) : result;
    await draw(screen, last, options, isOver);
    if (isOver) return last;
    shown = last;
    await Promise.race([news.heard(longestWaitMs), following]);
    await sleep(restMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) {
      await draw(screen, shown, options, true);
      return shown;
    }
  }
}

/** The answer; while it is asked the cell may be interrupted, and then what is shown already stays. */
async function askUnlessStopped(
  session: Session,
  text: string,
  signal: AbortSignal,
  shown: Result | undefined,
): Promise<Result> {
  try {
    return makeResult(await session.ask(text, signal));
  } catch (error) {
    if (signal.aborted && shown !== undefined) return shown;
    throw error;
  }
}

async function isLive(session: Session, text: string, signal: AbortSignal): Promise<boolean> {
  const question = liveRunsOf(text);
  if (question === undefined) return false;
  try {
    return makeResult(await session.ask(question, signal)).numRows > 0;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

async function draw(screen: Screen, result: Result, options: ShowOptions, isLast: boolean): Promise<void> {
  const bundle = await bundleOf(result, options);
  if (isLast) screen.finish(bundle);
  else screen.show(bundle);
}

/** Remembers that it rang until somebody hears it, or has waited long enough. */
function makeBell() {
  let isRinging = false;
  let wake = () => {};
  return {
    ring: () => {
      isRinging = true;
      wake();
    },
    heard: async (mostMs: number): Promise<void> => {
      if (!isRinging) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, mostMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isRinging = false;
    },
  };
}
