import { constants, copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from 'node-sqlite3-wasm';
import { temporaryFolder } from '../temporary-folder.ts';
import { hasTransaction, stampOf } from './database-file.ts';
import { type ReadDatabase, reader } from './read-database.ts';

/** Opens a copy of a database, as its last commit left it. Throws where it stays in the middle of a transaction. */
export async function openCopy(path: string): Promise<ReadDatabase> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  const folder = temporaryFolder('xt-sqlite');
  let database: Database | undefined;
  try {
    const copy = join(folder, 'database');
    const before = stampOf(path);
    await copyDatabase(path, copy);
    database = new sqlite.Database(copy, { fileMustExist: true });
    // Without shared memory a write-ahead log can be read by a sole owner only.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    // One transaction for all: each would lock the file anew.
    database.exec('BEGIN');
    database.get('SELECT count(*) FROM sqlite_master');
    const isSqliteError = (error: unknown): error is Error => error instanceof sqlite.SQLite3Error;
    return reader(database, {
      folder,
      hasChanged: () => stampOf(path) !== before,
      isInPlace: false,
      isSqliteError,
    });
  } catch (error) {
    database?.close();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Copies a database with its log; waits for the end of a transaction, and copies again what was written to meanwhile. */
async function copyDatabase(path: string, copy: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const before = stampOf(path);
    if (!hasTransaction(path)) {
      for (const suffix of ['', '-wal']) {
        rmSync(copy + suffix, { force: true });
        if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
      }
      if (stampOf(path) === before) return;
    }
    if (attempt === 20) {
      throw new Error(
        'another program is in the middle of a transaction, or was stopped in one; once it is done, or its own tool has opened the file again, it can be read',
      );
    }
    await delay(100);
  }
}
