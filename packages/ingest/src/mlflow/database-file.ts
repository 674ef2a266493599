import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

/** Whether commits go to a write-ahead log first: the header says so, or there is a log with something in it. */
export function hasLog(path: string): boolean {
  const header = startOf(path, 20);
  return header[18] === 2 || header[19] === 2 || sizeOf(`${path}-wal`) > 0;
}

/** Whether a rollback journal says that the file holds half a transaction. */
export function hasTransaction(path: string): boolean {
  return existsSync(`${path}-journal`) && startOf(`${path}-journal`, 8).toString('hex') === 'd9d505f920a163d7';
}

/** The first bytes of a file; fewer where it is shorter. */
export function startOf(path: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const descriptor = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Changes with every commit: sizes and times of the file, its log and its journal. */
export function stampOf(path: string): string {
  return ['', '-wal', '-journal'].map((suffix) => stampOfFile(path + suffix)).join(' ');
}

/** Changes with whatever is written to the file itself; every commit that goes there directly changes the counter in its header. */
export function ownStampOf(path: string): string {
  return `${stampOfFile(path)} ${startOf(path, 28).subarray(24).toString('hex')}`;
}

function stampOfFile(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return `${stat?.size} ${stat?.mtimeMs} ${stat?.ino}`;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
