import { closeSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { FolderLockedError, type Lock, lockFolder } from '@xt/engine/stores';
import { failureOf } from '../failure.ts';
import type { Identity } from '../identity.ts';
import type { Service } from '../service.ts';
import { removeSocketNote, writeSocketNote } from '../socket-note.ts';
import type { Greeting } from './greeting.ts';
import { runProcess } from './run-process.ts';

export interface BackgroundOptions {
  readonly folder: string;
  readonly socket: string;
  readonly identity: Identity;
  readonly idleMs: number;
  readonly log: (message: string) => void;
  /** Opens the store in a folder that is locked. */
  readonly open: (folder: string, lock: Lock) => Promise<Service>;
}

/**
 * Everything that the background process does: it takes the folder's lock, says on descriptor 3 how that went, and
 * serves until it leaves. Returns whether it served.
 */
export async function background({ folder, open, ...options }: BackgroundOptions): Promise<boolean> {
  let lock: Lock;
  try {
    lock = await lockFolder(folder);
  } catch (error) {
    greet(refusal(error));
    return false;
  }
  let listens = false;
  try {
    await runProcess({
      ...options,
      lock,
      open: () => open(folder, lock),
      listening: () => {
        writeSocketNote(folder, options.socket);
        listens = true;
        greet({ kind: 'listening' });
      },
      left: () => removeSocketNote(folder),
    });
  } catch (error) {
    // Once greeted, the descriptor is no longer the greeting's.
    if (listens) throw error;
    greet(refusal(error));
    return false;
  }
  return true;
}

// Who owns it here listens or soon will; who owns it elsewhere never does.
function refusal(error: unknown): Greeting {
  if (error instanceof FolderLockedError && error.holder?.host === hostname()) {
    return { kind: 'owned', message: error.message };
  }
  const { message, hint } = failureOf(error, new AbortController().signal);
  return { kind: 'refused', message, ...(hint === undefined ? {} : { hint }) };
}

const starter = 3;

// Whoever started it may be gone already: nobody listens then.
function greet(greeting: Greeting): void {
  try {
    writeSync(starter, JSON.stringify(greeting));
    closeSync(starter);
  } catch (error) {
    if (!['EPIPE', 'EBADF'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
