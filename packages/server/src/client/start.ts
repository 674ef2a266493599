import { closeSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { leaveCoreFlag } from '@xt/engine/leave-core';
import { cannotOpen, checkStoreFolder } from '@xt/engine/store-folder';
import { ServiceError } from '../failure.ts';
import type { Greeting } from '../process/greeting.ts';

/** The program that owns a folder, and where it listens. */
export interface Background {
  /** The real path of the store's folder. */
  readonly folder: string;
  readonly socket: string;
  /** The built file that Node runs. */
  readonly program: string;
}

/**
 * Starts the background process of a folder unless somebody else is at it, and resolves when it listens or when it is
 * worth knocking again, with words about the process that owns the folder where it is another. Of many that start at the
 * same moment one spawns; should two do so, the folder's lock decides. Throws a `ServiceError` where nothing can start.
 */
export async function startBackground(background: Background, signal: AbortSignal): Promise<string | undefined> {
  const turn = `${background.socket}.start`;
  if (!takeTurn(turn)) {
    await sleep(15, undefined, { signal });
    return undefined;
  }
  try {
    const greeting = await spawnAndWait(background, signal);
    if (greeting.kind === 'refused') throw new ServiceError({ ...greeting, kind: 'store' });
    if (greeting.kind === 'listening') return undefined;
    await sleep(50, undefined, { signal });
    return greeting.message;
  } catch (error) {
    throw cannotOpen(background.folder, error);
  } finally {
    rmSync(turn, { force: true });
  }
}

// The holder of the turn is named by its pid, so that one who was killed with it does not stop the others.
function takeTurn(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!holderLives(file)) rmSync(file, { force: true });
    return false;
  }
}

const longestTurnMs = 30_000;

function holderLives(file: string): boolean {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    const age = Date.now() - statSync(file).mtimeMs;
    // Empty for the moment between making and writing it; very old where its number went to another process.
    if (!Number.isInteger(pid) || pid <= 0) return age < 2_000;
    process.kill(pid, 0);
    return age < longestTurnMs;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function spawnAndWait(background: Background, signal: AbortSignal): Promise<Greeting> {
  // Loaded by the one command that needs it.
  const { spawn } = await import('node:child_process');
  // The process looks too, but its log stands in the folder.
  checkStoreFolder(background.folder);
  const log = openLog(background.folder);
  // Set later, the second would make other flags of those for which V8 has kept what it compiled.
  const flags = ['--expose-gc', leaveCoreFlag()];
  const child = spawn(process.execPath, [...flags, background.program, background.folder, background.socket], {
    cwd: '/',
    detached: true,
    env: environmentOf(process.env),
    stdio: ['ignore', log, log, 'pipe'],
  });
  closeSync(log);
  child.unref();
  const pipe = child.stdio[3] as Readable;
  let cancel = () => {};
  return new Promise<Greeting>((resolve, reject) => {
    const chunks: Buffer[] = [];
    pipe.on('data', (chunk: Buffer) => chunks.push(chunk));
    pipe.once('close', () => resolve(readGreeting(Buffer.concat(chunks).toString('utf8'), background.folder)));
    child.once('error', reject);
    cancel = () => reject(signal.reason);
    signal.addEventListener('abort', cancel, { once: true });
  }).finally(() => {
    signal.removeEventListener('abort', cancel);
    pipe.destroy();
  });
}

function readGreeting(text: string, folder: string): Greeting {
  if (text !== '') return JSON.parse(text) as Greeting;
  return {
    kind: 'refused',
    message: `the background process of \`${folder}\` ended before it was ready; see \`${logFile(folder)}\``,
  };
}

// What one command's environment says must not decide for the commands of others.
function environmentOf(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { TZ: _zone, XT_STORE: _store, XT_PROJECT: _project, ...rest } = environment;
  return { ...givingBack, ...rest };
}

// The GNU allocator keeps what many threads have freed; so set, it gives most of it back to the system after an import.
const givingBack = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: String(1024 * 1024),
  MALLOC_MMAP_THRESHOLD_: String(128 * 1024),
};

const logLimit = 1024 * 1024;

function openLog(folder: string): number {
  const file = logFile(folder);
  const log = openSync(file, 'a', 0o600);
  if (statSync(file).size > logLimit) truncateSync(file);
  return log;
}

function logFile(folder: string): string {
  return join(folder, 'background.log');
}
