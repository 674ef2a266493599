import type { Table } from '../arrow/index.ts';

/** A value bound to a placeholder; a `Uint8Array` is a bit set of run numbers (least significant bit first) or other bytes. */
export type ParameterValue =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly number[]
  | readonly string[]
  | readonly boolean[];

/**
 * SQL text with placeholders and the values for them. Postgres: `$1`, `$2` … in order. ClickHouse: `{p1:Type}`,
 * `{p2:Type}` … in order; bytes travel as base64 text to a `String` placeholder.
 */
export interface Statement {
  readonly store: 'postgres' | 'clickhouse';
  readonly text: string;
  readonly parameters: readonly ParameterValue[];
}

export interface RunOptions {
  /** Cancels the statement in the store; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Rows of Postgres as columns by position: bigint beyond 2^53 as BigInt, bytea as Uint8Array, jsonb parsed. */
export interface Rows {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What xt asks of Postgres, filled by PGlite in the process and by `pg` over the network. */
export interface Relational {
  query(statement: Statement, options?: RunOptions): Promise<Rows>;
  /** Runs the work in one transaction, committed when it resolves, rolled back when it rejects. */
  transaction<T>(work: (tx: Pick<Relational, 'query'>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What xt asks of ClickHouse, filled by chDB in the process and by `@clickhouse/client` over the network. */
export interface Columnar {
  /** The result as an Arrow table without compression; statements end without FORMAT and SETTINGS, which are added here. */
  query(statement: Statement, options?: RunOptions): Promise<Table>;
  /** Runs a statement that returns nothing. */
  command(statement: Statement): Promise<void>;
  /**
   * Inserts rows given as blocks of the ClickHouse Native format, in pieces that follow one another, with the columns
   * named; durable when it resolves.
   */
  insert(table: string, columns: readonly string[], native: readonly Uint8Array[]): Promise<void>;
  /** What all statements so far have read; absent where the engine does not tell. */
  reads(): Promise<Reads | undefined>;
  close(): Promise<void>;
}

/** Rows of tables, and bytes of them when unpacked. */
export interface Reads {
  readonly rows: number;
  readonly bytes: number;
}

/** Artifact bytes, content-addressed by SHA-256. */
export interface Objects {
  /** Stores bytes and returns their digest in hex; the same bytes are stored once. */
  put(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<{ readonly digest: string; readonly size: number }>;
  get(digest: string): AsyncIterable<Uint8Array>;
  has(digest: string): Promise<boolean>;
}

export interface Stores {
  readonly relational: Relational;
  readonly columnar: Columnar;
  readonly objects: Objects;
  /** Makes everything that was acknowledged survive a power loss. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** A store could not be opened or reached, or refused a statement; the message says what to do, without passwords. */
export class StoreError extends Error {
  readonly store: 'postgres' | 'clickhouse' | 'objects' | 'folder';
  readonly statement: Statement | undefined;
  readonly hint: string | undefined;
  constructor(
    store: StoreError['store'],
    message: string,
    options: { readonly cause?: unknown; readonly statement?: Statement; readonly hint?: string } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'StoreError';
    this.store = store;
    this.statement = options.statement;
    this.hint = options.hint;
  }
}
