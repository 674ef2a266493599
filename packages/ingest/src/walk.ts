import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { whyUnreadable } from './unreadable.ts';

export interface FoundFile {
  readonly folder: string;
  readonly name: string;
  readonly path: string;
  readonly size: number;
}

/** A file of a folder, and its size now. */
export function foundFile(folder: string, name: string): FoundFile {
  const path = join(folder, name);
  return { folder, name, path, size: statSync(path).size };
}

/** What a walk found that it could not enter. */
export interface Unreadable {
  readonly path: string;
  readonly reason: string;
}

export interface Walked {
  readonly folder: string;
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/**
 * Every folder below `root`, and `root` itself, in order of their names; links to folders are followed, each folder is
 * visited once. `enter` says which of a folder's sub-folders to go into.
 */
export function* walk(
  root: string,
  unreadable: (at: Unreadable) => void,
  seen: Set<string> = new Set(),
): Generator<Walked, void, readonly string[] | undefined> {
  let real: string;
  let entries: Dirent[];
  try {
    real = realpathSync(root);
    if (seen.has(real)) return;
    entries = readdirSync(root, { withFileTypes: true });
  } catch (error) {
    unreadable({ path: root, reason: whyUnreadable(error) });
    return;
  }
  seen.add(real);
  const folders: string[] = [];
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const kind = entry.isSymbolicLink() ? kindOfTarget(join(root, entry.name)) : kindOf(entry);
    if (kind === 'folder') folders.push(entry.name);
    else if (kind === 'file') files.push(entry.name);
  }
  const enter = (yield { folder: root, folders, files }) ?? folders;
  for (const name of enter) yield* walk(join(root, name), unreadable, seen);
}

function kindOf(entry: Pick<Dirent, 'isFile' | 'isDirectory'>): 'file' | 'folder' | 'other' {
  return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'other';
}

function kindOfTarget(path: string): 'file' | 'folder' | 'other' {
  try {
    return kindOf(statSync(path));
  } catch {
    return 'other';
  }
}
