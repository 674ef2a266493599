import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Relational, readChangedProjects, readFeedMark } from '@xt/engine/stores';
import type { FollowEvent } from '../store-change.ts';
import { tellEveryMs } from './own-changes.ts';

/** Follows a store that other processes write to as well, by its mark, until the signal is aborted, which rejects. */
export async function* followOthers(relational: Relational, signal: AbortSignal): AsyncGenerator<FollowEvent> {
  let before = await readFeedMark(relational);
  yield { kind: 'following', revision: before.revision };
  for (;;) {
    await sleep(tellEveryMs, undefined, { signal });
    const now = await readFeedMark(relational);
    if (isDeepStrictEqual(now, before)) continue;
    const fresh = now.recent.filter((sequence) => !before.recent.includes(sequence));
    // Views are in no project, and beyond what is remembered nobody knows what was changed.
    const isKnown = now.views === before.views && (now.recent[0] ?? 0) <= before.revision;
    before = now;
    const projects = isKnown ? await readChangedProjects(relational, fresh) : [];
    yield { kind: 'changed', change: { revision: now.revision, ...(projects.length === 0 ? {} : { projects }) } };
  }
}
