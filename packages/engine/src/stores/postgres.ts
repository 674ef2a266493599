import pg from 'pg';
import { driverValues, oids, readInt8 } from './postgres-types.ts';
import { type Relational, type Rows, type RunOptions, type Statement, StoreError } from './store.ts';
import { storeError } from './store-error.ts';

/** Postgres over the network: a pool of connections, each with the schema `xt` first. */
export function openPostgres(url: string): Relational {
  const pool = new pg.Pool({ connectionString: url, max: 8, options: '-c search_path=xt -c jit=off', types });
  // An idle connection that breaks is replaced by the pool; unheard, its error would end the process.
  pool.on('error', () => {});

  async function run(statement: Statement, { signal }: RunOptions, client: pg.PoolClient): Promise<Rows> {
    const stop = cancelOnAbort(pool, client, signal);
    try {
      signal?.throwIfAborted();
      const result = await client.query({
        text: statement.text,
        values: driverValues(statement.parameters),
        rowMode: 'array',
      });
      return { names: result.fields.map((field) => field.name), rows: result.rows };
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw storeError('postgres', error, statement);
    } finally {
      stop();
    }
  }

  async function withClient<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((cause: unknown) => {
      throw storeError('postgres', cause, undefined);
    });
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      // A refused statement leaves the connection usable; after anything else it may not be.
      client.release(!(error instanceof StoreError && error.cause instanceof pg.DatabaseError));
      throw error;
    }
  }

  return {
    query: (statement, options = {}) => withClient((client) => run(statement, options, client)),
    transaction: (work) =>
      withClient(async (client) => {
        await client.query('begin');
        try {
          const result = await work({ query: (statement, options = {}) => run(statement, options, client) });
          await client.query('commit');
          return result;
        } catch (error) {
          await client.query('rollback');
          throw error;
        }
      }),
    close: () => pool.end(),
  };
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === oids.int8) return readInt8;
    if (oid === oids.int8Array) return (text: string) => text.slice(1, -1).split(',').filter(Boolean).map(readInt8);
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
};

function cancelOnAbort(pool: pg.Pool, client: pg.PoolClient, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => {};
  const cancel = () => {
    const { processID } = client as pg.PoolClient & { readonly processID: number };
    pool.query('select pg_cancel_backend($1)', [processID]).catch(() => {
      // The caller has gone; a server that cannot be reached has no statement left to stop.
    });
  };
  signal.addEventListener('abort', cancel, { once: true });
  return () => signal.removeEventListener('abort', cancel);
}
