import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processOf } from '@xt/engine/process-identity';
import type { Identity } from '../identity.ts';
import type { Waiting } from './background-service.ts';
import type { Knock } from './call.ts';
import { knock } from './knock.ts';
import type { Background } from './start.ts';

/**
 * Asks the background process of a folder to leave and waits until it is gone; it finishes what it has begun.
 * Returns its number, or undefined where there was none.
 */
export async function stopBackground(
  background: Pick<Background, 'folder' | 'socket'>,
  identity: Identity,
  waiting: Waiting,
  signal: AbortSignal,
): Promise<number | undefined> {
  const pid = pidOf(await knock(background, identity, 'shutdown', {}, signal));
  if (pid === undefined) return undefined;
  const leaving = processOf(pid);
  if (leaving === undefined) return pid;
  const polite = setTimeout(() => waiting(`waiting for process ${pid} to finish what it has begun`), 1_500);
  try {
    while (isAlive(leaving) === true) await sleep(15, undefined, { signal });
  } finally {
    clearTimeout(polite);
  }
  return pid;
}

function pidOf(answer: Knock): number | undefined {
  return answer.kind === 'nobody' ? undefined : answer.pid;
}
