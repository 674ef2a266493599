import { mkdir, open, rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import type { Session } from 'chdb';
import { decode } from '../arrow/decode.ts';
import { insertSettings, parameterText, placeLists, querySettings, quoteText } from './clickhouse-text.ts';
import { createMergePause } from './merge-pause.ts';
import { type Columnar, type ParameterValue, type RunOptions, type Statement, StoreError } from './store.ts';
import { storeError } from './store-error.ts';

type SessionClass = typeof Session;

/** Parameters stand in the text that a session is sent, and key sets are long. */
const connectionArgs = ['--max_query_size=1073741824'];

const mebibyte = 1024 * 1024;

/** What bounds the memory of the engine: beyond it a statement fails, or goes on over the disk where it can. */
function memoryArgs(): readonly string[] {
  const machine = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  const most = Math.min(16 * 1024 * mebibyte, Math.max(1024 * mebibyte, Math.floor(machine / 4)));
  const caches = { mark_cache_size: 256, primary_index_cache_size: 256, index_mark_cache_size: 64 };
  return [
    `--max_server_memory_usage=${most}`,
    ...Object.entries(caches).map(([name, size]) => `--${name}=${size * mebibyte}`),
  ];
}

/** An insert of so many bytes pauses the merges. */
const largeInsert = 2 ** 20;

/** Statements at a time: each holds one of the four threads that Node has for this and for files. */
const slots = 3;

/** ClickHouse in the process, in a folder of its own. The caller holds the lock of the folder. */
export async function openChdb(folder: string): Promise<Columnar> {
  const { Session, drainPending } = await loadChdb();
  const data = join(folder, 'data');
  const incoming = join(folder, 'incoming');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const root = openSession(Session, data);
  const acquire = makeSlots(slots);
  let count = 0;
  // Rows that were read to count the rows that were read.
  let counting = 0;
  const merges = createMergePause(
    () => stopMerges(root),
    () => root.query('SYSTEM START MERGES xt.points'),
  );

  async function run(text: string, statement: Statement | undefined, options: RunOptions): Promise<Uint8Array> {
    const { signal } = options;
    const release = await acquire();
    // A session keeps its settings and parameters for ever, so each statement has one of its own.
    let session: Session | undefined;
    let stop = () => {};
    try {
      signal?.throwIfAborted();
      session = new Session(data, { connectionArgs });
      count += 1;
      const tag = `xt-${count}`;
      stop = killOnAbort(root, tag, signal);
      const result = await session.queryAsync(`${bound(text, statement?.parameters)}, log_comment='${tag}'`, {
        format: 'ArrowStream',
      });
      return result.bytes();
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw storeError('clickhouse', error, statement);
    } finally {
      stop();
      session?.close();
      release();
    }
  }

  return {
    query: async (statement, options = {}) =>
      decode(await run(`${statement.text} SETTINGS ${querySettings}`, statement, options)),
    command: async (statement) => {
      const release = await acquire();
      const session = new Session(data, { connectionArgs });
      try {
        await session.queryAsync(bound(statement.text, statement.parameters));
      } catch (error) {
        throw storeError('clickhouse', error, statement);
      } finally {
        session.close();
        release();
      }
    },
    insert: async (table, columns, native) => {
      count += 1;
      const file = join(incoming, `${count}.native`);
      const names = columns.join(', ');
      const isLarge = native.reduce((sum, piece) => sum + piece.length, 0) >= largeInsert;
      if (isLarge) merges.touch();
      try {
        await writePieces(file, native).catch((error: unknown) => {
          throw storeError('clickhouse', error, undefined);
        });
        const from = `SELECT ${names} FROM file(${quoteText(file)}, 'Native')`;
        await run(`INSERT INTO ${table} (${names}) ${from} SETTINGS ${insertSettings}`, undefined, {});
      } finally {
        if (isLarge) merges.touch();
        await rm(file, { force: true });
      }
    },
    reads: async () => {
      const text = 'SELECT event, toFloat64(value) AS value FROM system.events';
      const events = decode(await run(`${text} SETTINGS ${querySettings}`, undefined, {}));
      const names: readonly unknown[] = [...(events.getChild('event') ?? [])];
      const total = (event: string) => Number(events.getChild('value')?.get(names.indexOf(event)) ?? 0);
      const rows = total('SelectedRows') - counting;
      counting += events.numRows;
      return { rows, bytes: total('CompressedReadBufferBytes') };
    },
    close: async () => {
      merges.close();
      await drainPending();
      root.close();
      await drainPending();
    },
  };
}

/** Merges that have gone on for long are left to end: imports in close succession would start them over and over. */
function stopMerges(root: Session): void {
  const old = root.query('SELECT count() FROM system.merges WHERE elapsed > 5', 'TabSeparated');
  // Of the other tables none has merges to speak of, and rows may be deleted, which needs them.
  if (Number(old) === 0) root.query('SYSTEM STOP MERGES xt.points');
}

async function writePieces(file: string, pieces: readonly Uint8Array[]): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    const { bytesWritten } = await handle.writev(pieces);
    if (bytesWritten !== length)
      throw new StoreError('folder', `\`${file}\` took ${bytesWritten} of ${length} bytes; the disk may be full.`);
  } finally {
    await handle.close();
  }
}

async function loadChdb(): Promise<typeof import('chdb')> {
  try {
    return await import('chdb');
  } catch (cause) {
    throw new StoreError(
      'clickhouse',
      `chDB does not load on this machine (${process.platform} ${process.arch}): it has builds for Linux with glibc and for macOS, ` +
        'on x64 and arm64. Where it is built, `npm install` with optional dependencies brings it; elsewhere a server works: set `XT_POSTGRES_URL` and `XT_CLICKHOUSE_URL`.',
      { cause },
    );
  }
}

function openSession(Session: SessionClass, data: string): Session {
  try {
    return new Session(data, { connectionArgs: [...connectionArgs, ...memoryArgs()] });
  } catch (cause) {
    throw new StoreError(
      'clickhouse',
      `chDB could not open \`${data}\`: another process has it open, or this process has another store open.`,
      { cause },
    );
  }
}

/** The text with its values, bound by the session itself, so that statements of several sessions run at the same time. */
function bound(text: string, parameters: readonly ParameterValue[] = []): string {
  const own = placeLists(text, parameters);
  const settings = parameters.flatMap((value, i) => {
    return own.includes(`{p${i + 1}:`) ? [`param_p${i + 1}=${quoteText(parameterText(value))}`] : [];
  });
  return settings.length === 0 ? own : `SET ${settings.join(', ')}; ${own}`;
}

/** Kills the tagged statement when the signal aborts; repeated, since the statement may not have begun yet. */
function killOnAbort(root: Session, tag: string, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => {};
  let timer: NodeJS.Timeout | undefined;
  const kill = () => {
    root.query(`KILL QUERY WHERE Settings['log_comment'] = '${tag}' ASYNC`);
    timer = setTimeout(kill, 50);
  };
  signal.addEventListener('abort', kill, { once: true });
  return () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', kill);
  };
}

/** Lets `count` holders in at a time, the others in the order of their calls. */
function makeSlots(count: number): () => Promise<() => void> {
  let free = count;
  const waiting: (() => void)[] = [];
  const release = () => {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  };
  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return release;
  };
}
