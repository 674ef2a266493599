import { copyFileSync, existsSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from 'node-sqlite3-wasm';
import { temporaryFolder } from '../temporary-folder.ts';
import { hasLog, hasTransaction, ownStampOf, startOf } from './database-file.ts';
import { type ReadDatabase, reader } from './read-database.ts';

/** A file that has been at rest for so long has another time once it is written to. */
const tickMs = 50;

/**
 * Opens a database where it is, for reading, and never touches its folder: its write-ahead log alone is copied. Nothing
 * locks it, so whatever is read counts only if it has not changed by then. Undefined where another program is in the middle
 * of a transaction, or writes at this moment.
 */
export async function openInPlace(path: string): Promise<ReadDatabase | undefined> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  const folder = temporaryFolder('xt-sqlite');
  let database: Database | undefined;
  const close = () => {
    database?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const hasLogBeside = hasLog(path);
    if (hasLogBeside && !(await isAtRest(path))) return void close();
    const before = ownStampOf(path);
    const hasChanged = () => hasTransaction(path) || ownStampOf(path) !== before;
    const link = join(folder, 'database');
    if (hasTransaction(path) || (hasLogBeside && !copyLog(path, link))) return void close();
    // The library locks by a folder beside the file: beside a link, the real one's folder may be read-only.
    symlinkSync(resolve(path), link);
    try {
      database = new sqlite.Database(link, { readOnly: true });
      // Without shared memory a write-ahead log can be read by a sole owner only.
      if (hasLogBeside) database.exec('PRAGMA locking_mode = EXCLUSIVE');
      // One transaction for all: each would lock the file anew.
      database.exec('BEGIN');
      database.get('SELECT count(*) FROM sqlite_master');
    } catch (error) {
      if (hasChanged()) return void close();
      throw error;
    }
    const isSqliteError = (error: unknown): error is Error => error instanceof sqlite.SQLite3Error;
    return reader(database, { folder, hasChanged, isInPlace: true, isSqliteError });
  } catch (error) {
    close();
    throw error;
  }
}

/** Where commits go to a log, the file has no counter of them: only its time tells that the log was written back to it. */
async function isAtRest(path: string): Promise<boolean> {
  const age = () => Date.now() - statSync(path).mtimeMs;
  if (age() < tickMs) await delay(tickMs);
  return age() >= tickMs;
}

/** Copies the write-ahead log; false where it was begun anew meanwhile, so that older commits stand behind newer ones. */
function copyLog(path: string, copy: string): boolean {
  const log = `${path}-wal`;
  if (!existsSync(log)) return true;
  const salts = () => startOf(log, 32).subarray(16, 24).toString('hex');
  const before = salts();
  copyFileSync(log, `${copy}-wal`);
  return existsSync(log) && salts() === before;
}
