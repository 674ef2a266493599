import { setTimeout as sleep } from 'node:timers/promises';
import { type Batch, type Edit, type OpenStores, type Relational, readFeedMark } from '@xt/engine/stores';
import { type ChangedPart, type FollowEvent, mergeChanges, type StoreChange } from '../store-change.ts';

/** The changes of a store that this process alone writes to. */
export interface OwnChanges {
  /** The same writer, whose every commit is told to all who follow. */
  telling(writer: OpenStores['writer']): OpenStores['writer'];
  /** Follows until the signal is aborted, which rejects; several changes that come close together are told as one. */
  follow(signal: AbortSignal): AsyncGenerator<FollowEvent>;
}

/** Nobody looks more often than five times a second. */
export const tellEveryMs = 200;

export function createOwnChanges(relational: Relational): OwnChanges {
  const followers = new Set<(change: StoreChange) => void>();
  const tell = (change: StoreChange): void => {
    for (const follower of followers) follower(change);
  };
  return {
    telling: (writer) => ({
      ...writer,
      write: async (batch) => {
        const written = await writer.write(batch);
        const parts = partsOfBatch(batch);
        if (parts.length > 0) tell({ revision: written.sequence, projects: projectsOf(batch), parts });
        return written;
      },
      edit: async (edit, options) => {
        const edited = await writer.edit(edit, options);
        if (edited.sequence !== undefined) tell({ revision: edited.sequence, parts: [partOfEdit(edit)] });
        return edited;
      },
    }),
    follow: (signal) => follow(relational, followers, signal),
  };
}

async function* follow(
  relational: Relational,
  followers: Set<(change: StoreChange) => void>,
  signal: AbortSignal,
): AsyncGenerator<FollowEvent> {
  let pending: StoreChange | undefined;
  let wake = (): void => {};
  const hear = (change: StoreChange): void => {
    pending = pending === undefined ? change : mergeChanges(pending, change);
    wake();
  };
  const stop = (): void => wake();
  followers.add(hear);
  signal.addEventListener('abort', stop);
  try {
    const { revision } = await readFeedMark(relational);
    yield { kind: 'following', revision };
    for (;;) {
      signal.throwIfAborted();
      if (pending === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        continue;
      }
      const change: StoreChange = pending;
      pending = undefined;
      yield { kind: 'changed', change };
      await sleep(tellEveryMs, undefined, { signal });
    }
  } finally {
    followers.delete(hear);
    signal.removeEventListener('abort', stop);
  }
}

function projectsOf({ project, runs }: Batch): readonly string[] {
  return [...new Set([project, ...runs.flatMap(({ becomes }) => becomes?.project ?? [])])];
}

function partsOfBatch({ runs, points, artifacts, edges, cuts, goals }: Batch): readonly ChangedPart[] {
  const has = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;
  const parts: readonly (readonly [ChangedPart, boolean])[] = [
    ['runs', has(runs)],
    ['points', has(points)],
    ['artifacts', has(artifacts)],
    ['lineage', has(edges) || has(cuts)],
    ['goals', has(goals)],
  ];
  return parts.flatMap(([part, changed]) => (changed ? [part] : []));
}

function partOfEdit({ kind }: Edit): ChangedPart {
  switch (kind) {
    case 'tag':
    case 'untag':
    case 'forget-tag':
    case 'set':
    case 'forget':
    case 'remove':
    case 'restore':
      return 'runs';
    case 'link':
    case 'unlink':
      return 'lineage';
    case 'goal':
      return 'goals';
    case 'save-view':
    case 'remove-view':
      return 'views';
  }
}
