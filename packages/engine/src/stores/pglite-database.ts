import { fsyncSync, statSync } from 'node:fs';
import { access, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import type { PGlite } from '@electric-sql/pglite';
import { leaveCoreFlag } from './leave-core.ts';
import { driverValues } from './postgres-types.ts';
import type { Rows, Statement, StoreError } from './store.ts';
import { storeError } from './store-error.ts';

/** Postgres in this thread, one statement at a time. */
export interface PgliteDatabase {
  query(statement: Statement): Promise<Rows>;
  /** False after a failure that ended it, such as a full disk: it answers no more, and its folder can be opened again. */
  alive(): boolean;
  close(): Promise<void>;
}

/**
 * Opens the cluster of a folder, that is made where missing. The caller holds the lock of the folder; no file in it is
 * opened before `ready`. When Postgres gives up, `onEnd` is called from inside it; whether it ever returns then is not known, so
 * that its thread has to be ended.
 */
export async function openDatabase(
  folder: string,
  onEnd: (error: StoreError) => void = () => {},
  ready: Promise<void> = Promise.resolve(),
): Promise<PgliteDatabase> {
  const pglite = await loadPglite();
  if (!(await exists(folder))) {
    await ready;
    // Made beside its place, so that a folder that is there is whole.
    const unfinished = `${folder}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await (await start(pglite, unfinished, await newCluster())).close();
    await syncTree(unfinished);
    await rename(unfinished, folder);
  }
  let alive = true;
  const ended = (reason: string) => {
    alive = false;
    onEnd(storeError('postgres', new Error(reason), undefined));
  };
  const database = await start(pglite, folder, { ended, ready });
  await database.exec('create schema if not exists xt; set search_path to xt');
  return {
    query: async (statement) => {
      try {
        return await run(database, statement);
      } catch (cause) {
        throw storeError('postgres', cause, statement);
      }
    },
    alive: () => alive,
    close: () => database.close(),
  };
}

/** A new cluster that the build packed beside this program: unpacking it is faster than making one. */
async function newCluster(): Promise<{ readonly loadDataDir?: Blob }> {
  const packed = fileURLToPath(new URL('./new-cluster.tgz', import.meta.url));
  return (await exists(packed)) ? { loadDataDir: new Blob([await readFile(packed)]) } : {};
}

interface StartOptions {
  readonly loadDataDir?: Blob;
  readonly ended?: (reason: string) => void;
  readonly ready?: Promise<void>;
}

async function start(
  { PGlite, NodeFS, pgliteWasmModule, fsBundle }: Awaited<ReturnType<typeof loadPglite>>,
  folder: string,
  { ended = () => {}, ready = Promise.resolve(), ...from }: StartOptions,
): Promise<PGlite> {
  /** The file system of the folder, with an fsync that reaches the disk: PGlite's own does nothing. */
  class DurableFolder extends NodeFS {
    // The module is made and the folder mounted by then; Postgres reads it next.
    override initialSyncFs(): Promise<void> {
      return ready;
    }
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
  const log = watchLog(ended);
  try {
    const sized = [...startParams, '-c', `shared_buffers=${await bufferMegabytes(folder)}MB`];
    return await PGlite.create({
      fs: new DurableFolder(folder),
      startParams: sized,
      onStderr: log.onStderr,
      pgliteWasmModule,
      fsBundle,
      ...from,
    });
  } catch (cause) {
    const reason = log.reason();
    throw storeError(
      'postgres',
      reason === undefined ? cause : new Error(reason, { cause }),
      undefined,
      `PGlite could not open \`${folder}\`: `,
    );
  }
}

/** All of PGlite that opens no folder yet, compiled. */
async function loadPglite() {
  setFlagsFromString(leaveCoreFlag());
  const { PGlite } = await import('@electric-sql/pglite');
  const { NodeFS } = await import('@electric-sql/pglite/nodefs');
  const place = dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite'));
  const [program, files] = await Promise.all([
    readFile(join(place, 'pglite.wasm')),
    readFile(join(place, 'pglite.data')),
  ]);
  return { PGlite, NodeFS, pgliteWasmModule: await compileWasm(program), fsBundle: new Blob([files]) };
}

// Node has it; the types of Node 20 name its types alone.
const compileWasm: (bytes: Uint8Array) => Promise<WebAssembly.Module> = Reflect.get(globalThis, 'WebAssembly').compile;

/** PGlite's own, but for fsync, which it turns off, and what it costs to read here and there: most pages are in memory. */
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
    'random_page_cost=2',
    // Hash joins and nested loops are what is taken; that no others are weighed saves a sixth of the planning.
    'enable_mergejoin=off',
  ].flatMap((setting) => ['-c', setting]),
];

const fewestBuffers = 64;
const mostBuffers = 160;

/** Buffers for all of the data where it is small: all of them are memory from the first moment. */
async function bufferMegabytes(folder: string): Promise<number> {
  const base = join(folder, 'base');
  if (!(await exists(base))) return fewestBuffers;
  const entries = await readdir(base, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map((entry) => statSync(join(entry.parentPath, entry.name)).size);
  const megabytes = Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20);
  return Math.min(mostBuffers, Math.max(fewestBuffers, megabytes));
}

async function run(on: PGlite, statement: Statement): Promise<Rows> {
  const result = await on.query<unknown[]>(statement.text, driverValues(statement.parameters), { rowMode: 'array' });
  return { names: result.fields.map((field) => field.name), rows: result.rows };
}

/** Reads the log of Postgres, which is kept off the terminal: the last reason to give up, and when it has. */
function watchLog(ended: (reason: string) => void) {
  let reason: string | undefined;
  return {
    reason: () => reason,
    onStderr: (text: string): boolean => {
      reason = /(?:PANIC|FATAL): +(.*)/.exec(text)?.[1] ?? reason;
      if (text.startsWith('Aborted')) ended(reason ?? 'PGlite ended');
      return true;
    },
  };
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
