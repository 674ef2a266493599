import { rmSync } from 'node:fs';
import type { Database } from 'node-sqlite3-wasm';

/** An SQLite database that is only read. */
export interface ReadDatabase {
  readonly rows: (sql: string, ...values: readonly (string | number)[]) => Generator<Row>;
  /** The columns of a table; none where there is no such table. */
  readonly columns: (table: string) => readonly string[];
  /** What SQLite says of an error that it threw; undefined for another's, and where it may have read what was being written. */
  readonly damage: (error: unknown) => string | undefined;
  /** Whether another program wrote to the file since it was opened. */
  readonly hasChanged: () => boolean;
  /** Whether the file itself is read: what was read before it changed is as one commit left it, and only that. */
  readonly isInPlace: boolean;
  readonly close: () => void;
}

export type Row = Readonly<Record<string, unknown>>;

/** What tells how to read an open database, and what becomes of it. */
interface Opened extends Pick<ReadDatabase, 'hasChanged' | 'isInPlace'> {
  /** Removed with all that is in it when the database is closed. */
  readonly folder: string;
  readonly isSqliteError: (error: unknown) => error is Error;
}

/** Reads an open database. */
export function reader(database: Database, { folder, hasChanged, isInPlace, isSqliteError }: Opened): ReadDatabase {
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
    damage: (error) => (isSqliteError(error) && !(isInPlace && hasChanged()) ? error.message : undefined),
    hasChanged,
    isInPlace,
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
