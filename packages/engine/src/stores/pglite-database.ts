import { fsyncSync } from 'node:fs';
import { access, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { driverValues } from './postgres-types.ts';
import { type Rows, type Statement, StoreError } from './store.ts';

/** Postgres in this thread, one statement at a time. */
export interface PgliteDatabase {
  query(statement: Statement): Promise<Rows>;
  close(): Promise<void>;
}

/** Opens the cluster of a folder, that is made where missing. The caller holds the lock of the folder. */
export async function openDatabase(folder: string): Promise<PgliteDatabase> {
  if (!(await exists(folder))) {
    // Made beside its place, so that a folder that is there is whole.
    const unfinished = `${folder}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await (await start(unfinished)).close();
    await syncTree(unfinished);
    await rename(unfinished, folder);
  }
  const database = await start(folder);
  await database.exec('create schema if not exists xt; set search_path to xt');
  return { query: (statement) => run(database, statement), close: () => database.close() };
}

async function start(folder: string): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite');
  const { NodeFS } = await import('@electric-sql/pglite/nodefs');
  /** The file system of the folder, with an fsync that reaches the disk: PGlite's own does nothing. */
  class DurableFolder extends NodeFS {
    override async init(...given: Parameters<InstanceType<typeof NodeFS>['init']>) {
      const made = await super.init(...given);
      const before = made.emscriptenOpts.preRun ?? [];
      // biome-ignore lint/suspicious/noExplicitAny: the file system inside the module has no types.
      const addSync = (module: any) => {
        module.NODEFS.stream_ops.fsync = (stream: { readonly nfd: number }) => {
          fsyncSync(stream.nfd);
          return 0;
        };
      };
      return { emscriptenOpts: { ...made.emscriptenOpts, preRun: [...before, addSync] } };
    }
  }
  try {
    return await PGlite.create({ fs: new DurableFolder(folder), startParams });
  } catch (cause) {
    throw new StoreError('postgres', `PGlite could not open \`${folder}\`: ${String(cause)}`, { cause });
  }
}

/** PGlite's own, but for fsync, which it turns off. */
const startParams = [
  '--single',
  '-O',
  '-j',
  ...[
    'fsync=on',
    'wal_sync_method=fsync',
    'jit=off',
    'exit_on_error=false',
    'log_checkpoints=false',
    'max_worker_processes=0',
    'max_parallel_workers=0',
    'max_parallel_workers_per_gather=0',
    'max_parallel_maintenance_workers=0',
    'io_method=sync',
  ].flatMap((setting) => ['-c', setting]),
];

async function run(on: PGlite, statement: Statement): Promise<Rows> {
  try {
    const result = await on.query<unknown[]>(statement.text, driverValues(statement.parameters), { rowMode: 'array' });
    return { names: result.fields.map((field) => field.name), rows: result.rows };
  } catch (cause) {
    throw new StoreError('postgres', cause instanceof Error ? cause.message : String(cause), { cause, statement });
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** The making of a cluster leaves its files in memory. */
async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const path of [...entries.map((entry) => join(entry.parentPath, entry.name)), folder]) {
    const handle = await open(path, 'r');
    await handle.sync();
    await handle.close();
  }
}
