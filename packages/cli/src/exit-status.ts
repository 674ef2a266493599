import type { Failure } from '@xt/server';

/** What the shell learns (`docs/cli.md`, exit status). */
export const exitStatus = { done: 0, wrong: 1, usage: 2, store: 3, denied: 4, interrupted: 130 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** The signals that interrupt, with what the shell learns then: 128 and the signal's number. */
export const interrupted = { SIGHUP: 129, SIGINT: exitStatus.interrupted, SIGTERM: 143 } as const;
export type InterruptSignal = keyof typeof interrupted;

/** The status of a failure; a fault of xt itself counts as a broken store. */
export function statusOf(failure: Failure): ExitStatus {
  switch (failure.kind) {
    case 'query':
      return exitStatus.wrong;
    case 'usage':
      return exitStatus.usage;
    case 'store':
    case 'fault':
      return exitStatus.store;
    case 'denied':
      return exitStatus.denied;
    case 'cancelled':
      return exitStatus.interrupted;
  }
}
