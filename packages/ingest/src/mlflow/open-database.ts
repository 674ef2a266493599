import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from 'node-sqlite3-wasm';
import { ImportError } from '../import-error.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { isSystemError, whyUnreadable } from '../unreadable.ts';

/** An SQLite database that is only read. */
export interface ReadDatabase {
  readonly rows: (sql: string, ...values: readonly (string | number)[]) => Generator<Row>;
  /** The columns of a table; none where there is no such table. */
  readonly columns: (table: string) => readonly string[];
  /** What SQLite says of an error that it threw; undefined for another's. */
  readonly damage: (error: unknown) => string | undefined;
  /** Whether another program wrote to the file since it was opened. */
  readonly hasChanged: () => boolean;
  readonly close: () => void;
}

export type Row = Readonly<Record<string, unknown>>;

/**
 * Opens a database for reading and never touches its folder. A database that may be in use (it has a write-ahead log, or
 * was written lately) is read from a copy, as its last commit left it: other programs' locks are not seen here. Throws
 * ImportError where the file is none, or stays in the middle of a transaction.
 */
export async function openDatabase(path: string): Promise<ReadDatabase> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  const folder = temporaryFolder('xt-sqlite');
  let database: Database | undefined;
  try {
    const copy = join(folder, 'database');
    const before = stampOf(path);
    const inUse = isInUse(path);
    if (inUse) await copyDatabase(path, copy);
    // The library locks by a folder beside the file: beside a link, the real one's folder may be read-only.
    else symlinkSync(resolve(path), copy);
    database = new sqlite.Database(copy, inUse ? { fileMustExist: true } : { readOnly: true });
    // Without shared memory a write-ahead log can be read by a sole owner only.
    if (inUse) database.exec('PRAGMA locking_mode = EXCLUSIVE');
    // One transaction for all: each would lock the file anew.
    database.exec('BEGIN');
    database.get('SELECT count(*) FROM sqlite_master');
    const damage = (error: unknown) => (error instanceof sqlite.SQLite3Error ? error.message : undefined);
    return reader(database, folder, damage, () => stampOf(path) !== before);
  } catch (error) {
    database?.close();
    rmSync(folder, { recursive: true, force: true });
    if (isSystemError(error)) throw new ImportError(`\`${path}\` ${whyUnreadable(error)}`, { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImportError(`\`${path}\` cannot be read as an SQLite database: ${reason}`, { cause: error });
  }
}

/** Whether a database has MLflow's tables; throws ImportError where it cannot be read. */
export async function hasMlflowTables(path: string): Promise<boolean> {
  const database = await openDatabase(path);
  try {
    return ['experiments', 'runs', 'metrics', 'params', 'tags'].every((table) => database.columns(table).length > 0);
  } finally {
    database.close();
  }
}

function reader(
  database: Database,
  folder: string,
  damage: ReadDatabase['damage'],
  hasChanged: () => boolean,
): ReadDatabase {
  return {
    rows: function* (sql, ...values) {
      const statement = database.prepare(sql);
      try {
        yield* statement.iterate([...values]) as IterableIterator<Row>;
      } finally {
        statement.finalize();
      }
    },
    columns: (table) => database.all(`PRAGMA table_info("${table}")`).map((row) => String((row as Row)['name'])),
    damage,
    hasChanged,
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A header that says write-ahead log, a log or journal with something in it, or a write in the last minute. */
function isInUse(path: string): boolean {
  const header = startOf(path, 20);
  const isLately = Date.now() - statSync(path).mtimeMs < 60_000;
  return header[18] === 2 || header[19] === 2 || sizeOf(`${path}-wal`) > 0 || hasTransaction(path) || isLately;
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

/** Whether a rollback journal says that the file holds half a transaction. */
function hasTransaction(path: string): boolean {
  return existsSync(`${path}-journal`) && startOf(`${path}-journal`, 8).toString('hex') === 'd9d505f920a163d7';
}

/** The first bytes of a file; fewer where it is shorter. */
function startOf(path: string, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const descriptor = openSync(path, 'r');
  try {
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Changes with every commit: sizes and times of the file, its log and its journal. */
function stampOf(path: string): string {
  return ['', '-wal', '-journal']
    .map((suffix) => (existsSync(path + suffix) ? statSync(path + suffix) : undefined))
    .map((stat) => `${stat?.size} ${stat?.mtimeMs}`)
    .join(' ');
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}
