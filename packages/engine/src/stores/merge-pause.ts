/** Keeps background merges from taking the processor from large inserts. */
export interface MergePause {
  /** To be called before and after each large insert: merges stop until inserts have been quiet for a moment. */
  touch(): void;
  /** Ends it, whatever state the merges are in: they stop no longer than the process. */
  close(): void;
}

export interface PauseTimes {
  /** Milliseconds without an insert after which merges go on. */
  readonly quiet: number;
  /** Milliseconds after which they go on anyway until inserts have been quiet, lest a long import piles up parts. */
  readonly longest: number;
}

/** A pause that calls `stop` and `start` by turns. */
export function createMergePause(
  stop: () => void,
  start: () => void,
  { quiet, longest }: PauseTimes = { quiet: 1_000, longest: 5_000 },
): MergePause {
  let state: 'running' | 'stopped' | 'closed' = 'running';
  let busy = false;
  const resume = () => {
    if (state === 'stopped') start();
    state = 'running';
  };
  const quietTimer = timer(() => {
    busy = false;
    longestTimer.clear();
    resume();
  });
  const longestTimer = timer(resume);
  return {
    touch: () => {
      if (state === 'closed') return;
      if (!busy) {
        stop();
        state = 'stopped';
        longestTimer.set(longest);
      }
      busy = true;
      quietTimer.set(quiet);
    },
    close: () => {
      state = 'closed';
      quietTimer.clear();
      longestTimer.clear();
    },
  };
}

/** A timer that does not keep the process alive; setting it again moves it. */
function timer(ring: () => void) {
  let pending: NodeJS.Timeout | undefined;
  return {
    set: (after: number) => {
      clearTimeout(pending);
      pending = setTimeout(ring, after).unref();
    },
    clear: () => clearTimeout(pending),
  };
}
