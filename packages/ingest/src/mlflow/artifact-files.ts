import { createHash } from 'node:crypto';
import { closeSync, createReadStream, existsSync, openSync, readSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { ArtifactUpdate } from '@xt/engine/stores';
import { whyUnreadable } from '../unreadable.ts';
import { walk } from '../walk.ts';
import type { ArtifactFolder } from './store.ts';

/** What is known of a run's artifact files: size, time of change in milliseconds, digest. */
export type KnownArtifacts = Readonly<Record<string, readonly [size: number, changed: number, digest: string]>>;

/** The files of a run's artifact folders: those that are new or have changed, and what is known now. */
export function readArtifacts(
  folders: readonly ArtifactFolder[],
  before: KnownArtifacts,
  problem: (path: string, reason: string) => void,
): { readonly updates: Omit<ArtifactUpdate, 'run'>[]; readonly known: KnownArtifacts } {
  const updates: Omit<ArtifactUpdate, 'run'>[] = [];
  const known: Record<string, readonly [number, number, string]> = { ...before };
  for (const { paths, prefix, type } of folders) {
    const root = paths.find((path) => existsSync(path));
    if (root === undefined) continue;
    for (const { folder, files } of walk(root, (at) => problem(at.path, at.reason))) {
      for (const file of files) {
        const path = join(folder, file);
        const name = prefix + relative(root, path).split(sep).join('/');
        try {
          const facts = factsOf(path, known[name]);
          const isNew = known[name]?.[2] !== facts[2];
          known[name] = facts;
          if (isNew) updates.push(updateOf(path, name, type, facts));
        } catch (error) {
          problem(path, whyUnreadable(error));
        }
      }
    }
  }
  return { updates, known };
}

function updateOf(
  path: string,
  name: string,
  type: string,
  [size, , digest]: readonly [number, number, string],
): Omit<ArtifactUpdate, 'run'> {
  return { name, type, role: 'made', size, digest, content: () => createReadStream(path) };
}

/** A file's facts; its bytes are read only where size or time of change differ from what is known. */
function factsOf(
  path: string,
  before: readonly [number, number, string] | undefined,
): readonly [number, number, string] {
  const { size, mtimeMs } = statSync(path);
  if (before !== undefined && before[0] === size && before[1] === mtimeMs) return before;
  return [size, mtimeMs, digestOf(path)];
}

function digestOf(path: string): string {
  const descriptor = openSync(path, 'r');
  try {
    const hash = createHash('sha256');
    const bytes = Buffer.alloc(2 ** 20);
    for (;;) {
      const read = readSync(descriptor, bytes, 0, bytes.length, null);
      if (read === 0) return hash.digest('hex');
      hash.update(bytes.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
}
