import { closeSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { FolderLockedError, type Lock, lockFolder } from '@xt/engine/stores';
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
    greet(refusal(folder, error as Error));
    return false;
  }
  await runProcess({
    ...options,
    lock,
    open: () => open(folder, lock),
    listening: () => {
      writeSocketNote(folder, options.socket);
      greet({ kind: 'listening' });
    },
    left: () => removeSocketNote(folder),
  });
  return true;
}

// Who owns it here listens or soon will; who owns it elsewhere never does.
function refusal(folder: string, error: Error): Greeting {
  const message = 'syscall' in error ? `the store \`${folder}\` cannot be opened: ${error.message}` : error.message;
  const here = error instanceof FolderLockedError && error.holder?.host === hostname();
  return here ? { kind: 'owned', message } : { kind: 'refused', message };
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
