import { setTimeout as sleep } from 'node:timers/promises';
import type { Service } from '../service.ts';
import type { StoreChange } from '../store-change.ts';

/** Whether changes are heard of; `lost`: what changes now is told, as one change of anything, once they are again. */
export type Link = { readonly kind: 'following' } | { readonly kind: 'lost'; readonly why: string };

/**
 * Tells what changes in a store, until the signal is aborted: then it resolves. Where the connection is lost it is made
 * again, and since nobody knows what was missed a change of anything is told. It starts no background process: where none
 * runs, nothing changes.
 */
export async function subscribe(
  service: Pick<Service, 'follow'>,
  signal: AbortSignal,
  onChange: (change: StoreChange) => void,
  onLink: (link: Link) => void = () => {},
): Promise<void> {
  let revision = 0;
  let wasLost = false;
  let isLost = false;
  let waitMs = firstWaitMs;
  const lose = (why: string): void => {
    if (!isLost && !signal.aborted) onLink({ kind: 'lost', why });
    isLost = true;
    wasLost = true;
  };
  while (!signal.aborted) {
    try {
      for await (const part of service.follow({}, signal)) {
        if (signal.aborted) return;
        if (part.kind === 'end') lose(part.failure?.message ?? 'the store ended it');
        if (part.kind !== 'event') continue;
        const { event } = part;
        waitMs = firstWaitMs;
        if (event.kind === 'following') {
          isLost = false;
          onLink({ kind: 'following' });
          revision = Math.max(revision, event.revision);
          if (wasLost) onChange({ revision });
          continue;
        }
        revision = Math.max(revision, event.change.revision);
        onChange({ ...event.change, revision });
      }
    } catch (error) {
      if (signal.aborted) return;
      lose(error instanceof Error ? error.message : String(error));
    }
    await sleep(waitMs, undefined, { signal }).catch(() => {});
    waitMs = Math.min(longestWaitMs, waitMs * 2);
  }
}

const firstWaitMs = 100;
const longestWaitMs = 1_000;
