import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isTorn, parseHolder } from './lock-text.ts';
import { StoreError } from './store.ts';

/**
 * Throws a `StoreError` where a folder is not to be opened as a store: it holds other things, or cannot be written to.
 * Nothing is written to find that out. An empty folder is a store to be.
 */
export function checkStoreFolder(folder: string): void {
  try {
    const names = readdirSync(folder);
    if (names.length > 0 && !isStore(folder, names)) throw refused(folder, 'it holds other files and is no store');
    for (const part of ['', 'clickhouse', 'postgres'].map((name) => join(folder, name))) {
      if (part === folder || existsSync(part)) accessSync(part, constants.R_OK | constants.W_OK | constants.X_OK);
    }
  } catch (error) {
    throw cannotOpen(folder, error);
  }
}

/** Whether an error is of the system, and no fault of ours. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** What the system said about a store's folder, as the error of a store; anything else is returned as it is. */
export function cannotOpen(folder: string, error: unknown): unknown {
  if (error instanceof StoreError || !isSystemError(error)) return error;
  return refused(folder, systemReason(error, error.path ?? folder), unwritable.has(error.code ?? ''), error);
}

/** Why the system refused something at this path, in words. */
export function systemReason(error: NodeJS.ErrnoException, path: string): string {
  const parent = dirname(path);
  switch (error.code) {
    case 'ENOENT':
      if (reading.has(error.syscall ?? '')) return `\`${path}\` does not exist`;
      return existsSync(parent) ? `\`${parent}\` takes no new files or folders` : `\`${parent}\` does not exist`;
    case 'EACCES':
    case 'EPERM':
      return reading.has(error.syscall ?? '') ? 'this user may not read it' : 'this user may not write there';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOTDIR':
      return `\`${existsSync(path) ? path : parent}\` is not a folder`;
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full';
    case 'ENAMETOOLONG':
      return 'its name is too long';
    default:
      return error.message;
  }
}

const reading = new Set(['scandir', 'lstat', 'stat', 'realpath', 'read']);

// The names of what is there before the databases are.
const early = /^(?:lock|socket|background\.log|lock\..*)$/;

/** A store has databases of its own, or a lock; one whose first opening was killed has nothing but what comes before. */
function isStore(folder: string, names: readonly string[]): boolean {
  const lock = names.includes('lock') ? readText(join(folder, 'lock')) : '';
  if (lock !== undefined && parseHolder(lock) !== undefined) return true;
  if (existsSync(join(folder, 'clickhouse/data/metadata'))) return true;
  return lock !== undefined && isTorn(lock) && names.every((name) => early.test(name) || isEmpty(folder, name));
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    // Another process has given it back.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? '' : undefined;
  }
}

function isEmpty(folder: string, name: string): boolean {
  return name === 'clickhouse' && readdirSync(join(folder, name)).length === 0;
}

const unwritable = new Set(['EACCES', 'EPERM', 'EROFS']);

function refused(folder: string, reason: string, isUnwritable = false, cause?: unknown): StoreError {
  const hint = isUnwritable
    ? 'both databases write to their folder even to answer a query: it must be writable, or a copy of it elsewhere serves (`--store`)'
    : '`--store` and `XT_STORE` say which folder to use';
  return new StoreError('folder', `the store \`${folder}\` cannot be opened: ${reason}`, { cause, hint });
}
