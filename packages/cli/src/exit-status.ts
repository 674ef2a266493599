import type { Failure } from '@xt/server';

/** What the shell learns (`docs/cli.md`, exit status). */
export const exitStatus = { done: 0, wrong: 1, usage: 2, store: 3, denied: 4, interrupted: 130 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

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
