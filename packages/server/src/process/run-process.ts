import { chmodSync, rmSync, statSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Lock } from '@xt/engine/stores';
import { ServiceError } from '../failure.ts';
import { createGate } from '../gate.ts';
import type { Identity } from '../identity.ts';
import type { Service } from '../service.ts';
import { createListener, type Guest } from './listen.ts';

export interface ProcessOptions {
  readonly socket: string;
  readonly identity: Identity;
  readonly lock: Lock;
  /** Opens the store; requests wait for it. */
  readonly open: () => Promise<Service>;
  /** Milliseconds without a request after which the process leaves. */
  readonly idleMs: number;
  readonly listening: () => void;
  /** Called when nobody can reach the process any more, while it still has the lock. */
  readonly left: () => void;
  readonly log: (message: string) => void;
}

// How often the process looks whether its folder and its socket are still there.
const lookMs = 2_000;
// Idle for so long, what the last request left in memory is given back; longer than the parser of an import rests.
const collectMs = 20_000;
// Queries at a time: the engines use every core for one already, and each holds its result.
const atOnce = 8;
const mayWait = 256;

/**
 * Serves a folder that this process has locked, until nothing was asked for a while, until it is told to leave, or until
 * the folder or the socket is gone; then finishes what it has begun, closes the store and gives the lock back. Where it cannot
 * listen it does so at once, and rejects.
 */
export async function runProcess(options: ProcessOptions): Promise<void> {
  const { socket, lock, log } = options;
  const guests: Record<Guest, number> = { asking: 0, following: 0 };
  const departure = new AbortController();
  let leaving: string | undefined;
  let idleSince = Date.now();
  let leave: (why: string) => void = () => {};
  const isEmpty = () => guests.asking + guests.following === 0;
  const left = new Promise<void>((resolve) => {
    leave = (why) => {
      if (leaving !== undefined) return;
      leaving = why;
      log(`leaving: ${why}`);
      departure.abort(new Error('the background process leaves'));
      server.close(() => resolve());
    };
  });
  const service = options.open();
  service.catch((error: Error) => log(`the store could not be opened: ${error.message}`));
  const server = createListener({
    identity: options.identity,
    service,
    gate: createGate(atOnce, mayWait),
    takesWork: () => {
      if (leaving === undefined && !lock.held()) leave('the folder is no longer its own');
      return leaving === undefined;
    },
    leave,
    log,
    begin: (guest) => {
      guests[guest]++;
    },
    end: (guest) => {
      guests[guest]--;
      idleSince = Date.now();
    },
    leaving: departure.signal,
  });
  try {
    await bind(server, socket);
  } catch (error) {
    // Nobody will ever come: what is being opened is closed again.
    await closeOpened(service);
    await lock.release();
    throw error;
  }
  const inode = inodeOf(socket);
  log('listening');
  options.listening();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => leave(signal));
  const failed = await Promise.race([
    service.then(
      () => false,
      () => true,
    ),
    left.then(() => false),
  ]);
  let collected = idleSince;
  const timer = setInterval(
    () => {
      if (guests.asking === 0 && collected < idleSince && Date.now() - idleSince >= collectMs) {
        collected = Date.now();
        collectGarbage();
      }
      if (inodeOf(socket) !== inode) leave('its socket is gone');
      else if (!lock.held()) leave('the folder is no longer its own');
      else if (isEmpty() && Date.now() - idleSince >= options.idleMs) leave('nothing was asked');
      // Those who came while it was opening have heard why it could not.
      else if (failed && isEmpty()) leave('the store could not be opened');
    },
    failed ? 20 : Math.min(lookMs, Math.max(20, options.idleMs / 4)),
  );
  await left;
  clearInterval(timer);
  await closeOpened(service);
  if (lock.held()) options.left();
  await lock.release();
  log('left');
}

// Why it could not be opened was told.
async function closeOpened(service: Promise<Service>): Promise<void> {
  await service.then(
    (opened) => opened.close(),
    () => {},
  );
}

// There where Node was started with `--expose-gc`.
function collectGarbage(): void {
  globalThis.gc?.();
}

// Only the holder of the lock binds: a socket that is there already is what a killed process left behind.
async function bind(server: Server, socket: string): Promise<void> {
  rmSync(socket, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', ({ message }) => {
      const hint = '`XDG_RUNTIME_DIR` says where sockets stand; `--in-process` needs none';
      reject(new ServiceError({ kind: 'store', message: `the socket of the store cannot be made: ${message}`, hint }));
    });
    server.listen({ path: socket }, resolve);
  });
  // Nobody else can enter its folder in the moment before.
  chmodSync(socket, 0o600);
}

function inodeOf(file: string): number | undefined {
  try {
    return statSync(file).ino;
  } catch {
    return undefined;
  }
}
