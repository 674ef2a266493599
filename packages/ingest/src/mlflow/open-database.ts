import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Database } from 'node-sqlite3-wasm';
import { ImportError } from '../import-error.ts';

/** An SQLite database that is only read. */
export interface ReadDatabase {
  readonly rows: (sql: string, ...values: readonly (string | number)[]) => Generator<Row>;
  /** The columns of a table; none where there is no such table. */
  readonly columns: (table: string) => readonly string[];
  /** Whether another program wrote to the file since it was opened. */
  readonly hasChanged: () => boolean;
  readonly close: () => void;
}

export type Row = Readonly<Record<string, unknown>>;

/**
 * Opens a database for reading and never touches its folder. A database in use (with a write-ahead log, or a journal) is
 * read from a copy made with these, as its last commit left it. Throws ImportError where the file is none.
 */
export async function openDatabase(path: string): Promise<ReadDatabase> {
  const { default: sqlite } = await import('node-sqlite3-wasm');
  const folder = mkdtempSync(join(tmpdir(), 'xt-sqlite-'));
  let database: Database | undefined;
  try {
    const copy = join(folder, 'database');
    const before = stampOf(path);
    const inUse = isInUse(path);
    if (inUse) copyDatabase(path, copy);
    // The library locks by a folder beside the file: beside a link, the real one's folder may be read-only.
    else symlinkSync(resolve(path), copy);
    database = new sqlite.Database(copy, inUse ? { fileMustExist: true } : { readOnly: true });
    // Without shared memory a write-ahead log can be read by a sole owner only.
    if (inUse) database.exec('PRAGMA locking_mode = EXCLUSIVE');
    database.get('SELECT count(*) FROM sqlite_master');
    return reader(database, folder, () => stampOf(path) !== before);
  } catch (error) {
    database?.close();
    rmSync(folder, { recursive: true, force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImportError(`\`${path}\` cannot be read as an SQLite database: ${reason}`, { cause: error });
  }
}

/** Whether a file is a database with MLflow's tables. */
export async function hasMlflowTables(path: string): Promise<boolean> {
  let database: ReadDatabase;
  try {
    database = await openDatabase(path);
  } catch (error) {
    if (error instanceof ImportError) return false;
    throw error;
  }
  try {
    return ['experiments', 'runs', 'metrics', 'params', 'tags'].every((table) => database.columns(table).length > 0);
  } finally {
    database.close();
  }
}

function reader(database: Database, folder: string, hasChanged: () => boolean): ReadDatabase {
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
    hasChanged,
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A header that says write-ahead log, or a log or journal with something in it. */
function isInUse(path: string): boolean {
  const header = Buffer.alloc(20);
  const descriptor = openSync(path, 'r');
  try {
    readSync(descriptor, header, 0, 20, 0);
  } finally {
    closeSync(descriptor);
  }
  return header[18] === 2 || header[19] === 2 || sizeOf(`${path}-wal`) > 0 || sizeOf(`${path}-journal`) > 0;
}

/** Copies a database with its log and journal, again while another program writes to it meanwhile. */
function copyDatabase(path: string, copy: string): void {
  for (let attempt = 1; ; attempt++) {
    const before = stampOf(path);
    for (const suffix of ['', '-wal', '-journal']) {
      rmSync(copy + suffix, { force: true });
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix, constants.COPYFILE_FICLONE);
    }
    if (stampOf(path) === before) return;
    if (attempt === 5) throw new Error('it is written to all the time; try again, or copy it while nothing writes');
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
