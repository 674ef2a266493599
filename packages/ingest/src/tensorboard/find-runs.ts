import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { whyUnreadable } from '../unreadable.ts';
import type { FoundFile } from '../walk.ts';
import { maskedCrc32c } from './crc32c.ts';
import { wireOf } from './wire.ts';

/** A folder with event files. */
export interface RunFolder {
  /** Below the given root, with `/`; the root itself is `.`. */
  readonly path: string;
  /** In lexicographic order of names. */
  readonly files: readonly EventFile[];
  /** Other event files of the folder, which are not asked for. */
  readonly beside: readonly EventFile[];
}

export interface EventFile {
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly head: FileHead;
}

/** The digest of a file's first record, or why there is none. */
export type FileHead =
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'empty' | 'unfinished' | 'foreign' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Whether a file's name is that of an event file. */
export function isEventFileName(name: string): boolean {
  return name.includes('tfevents');
}

/** The run folders among files found below `root`, in order of their paths, with the files found beside them. */
export function groupRuns(root: string, files: readonly FoundFile[], beside: readonly FoundFile[] = []): RunFolder[] {
  const given = byFolder(root, files);
  const others = byFolder(root, beside);
  return [...given]
    .sort(([a], [b]) => compare(a, b))
    .map(([path, inFolder]) => ({ path, files: inFolder, beside: others.get(path) ?? [] }));
}

function byFolder(root: string, files: readonly FoundFile[]): Map<string, EventFile[]> {
  const folders = new Map<string, EventFile[]>();
  for (const { folder, name, path, size } of files) {
    const below = relative(root, folder).split(sep).join('/') || '.';
    const file = { name, path, size, head: readHead(path, size) };
    const others = folders.get(below);
    if (others === undefined) folders.set(below, [file]);
    else others.push(file);
  }
  for (const inFolder of folders.values()) inFolder.sort((a, b) => compare(a.name, b.name));
  return folders;
}

/** By UTF-16 code units, so that no locale decides. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** 16 hexadecimal digits tell event files apart: their first record has the time of their making. */
function readHead(path: string, size: number): FileHead {
  const head = readStart(path, 4096);
  if (typeof head === 'string') return { kind: 'unreadable', reason: head };
  if (head.length === 0) return { kind: 'empty' };
  if (head.length < 12) return { kind: 'unfinished' };
  const { bytes, view } = wireOf(head);
  if (view.getUint32(8, true) !== maskedCrc32c(bytes, view, 0, 8)) return { kind: 'foreign' };
  const length = Number(view.getBigUint64(0, true));
  if (12 + length + 4 > size) return { kind: 'unfinished' };
  const record = head.subarray(0, Math.min(12 + length, head.length));
  return { kind: 'digest', digest: createHash('sha256').update(record).digest('hex').slice(0, 16) };
}

/** At most `length` bytes from the start of a file, or why it cannot be read. */
function readStart(path: string, length: number): Uint8Array | string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const start = new Uint8Array(length);
    return start.subarray(0, readSync(descriptor, start, 0, length, 0));
  } catch (error) {
    return whyUnreadable(error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
