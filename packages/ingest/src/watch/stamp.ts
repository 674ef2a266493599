import { type Stats, statSync } from 'node:fs';
import { isSystemError, whyUnreadable } from '../unreadable.ts';

/** What a look at a file or folder tells, without reading it. */
export type Seen =
  | { readonly kind: 'there'; readonly stamp: string; readonly size: number; readonly changed: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A look at a file or folder: another stamp, other content. `changed` is in milliseconds since 1970. */
export function look(path: string): Seen {
  return orWhyNot(() => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return { kind: 'gone' };
    return { kind: 'there', stamp: stampOf(found), size: found.size, changed: found.mtimeMs };
  });
}

/** A look at an SQLite database, whose last commits may stand in a log beside it. */
export function lookAtDatabase(path: string): Seen {
  const seen = look(path);
  if (seen.kind !== 'there') return seen;
  const log = look(`${path}-wal`);
  if (log.kind !== 'there') return seen;
  return {
    ...seen,
    stamp: `${seen.stamp}, ${log.stamp}`,
    size: seen.size + log.size,
    changed: Math.max(seen.changed, log.changed),
  };
}

function stampOf({ size, mtimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ino}`;
}

function orWhyNot(work: () => Seen): Seen {
  try {
    return work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return { kind: 'gone' };
    return { kind: 'unreadable', reason: whyUnreadable(error) };
  }
}
