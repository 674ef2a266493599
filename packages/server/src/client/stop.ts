import { setTimeout as sleep } from 'node:timers/promises';
import type { Identity } from '../identity.ts';
import { call, type Knock } from './call.ts';

/**
 * Asks the background process behind a socket to leave and waits until it is gone; it finishes what it has begun.
 * Returns its number, or undefined where there was none.
 */
export async function stopBackground(
  socket: string,
  identity: Identity,
  signal: AbortSignal,
): Promise<number | undefined> {
  const knock = await call(socket, identity, 'shutdown', {}, signal);
  const pid = pidOf(knock);
  while (pid !== undefined && isThere(pid)) await sleep(15, undefined, { signal });
  return pid;
}

function pidOf(knock: Knock): number | undefined {
  return knock.kind === 'nobody' ? undefined : knock.pid;
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
