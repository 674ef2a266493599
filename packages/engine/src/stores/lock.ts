import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isTorn, type LockHolder, parseHolder } from './lock-text.ts';
import { isAlive, type ProcessIdentity, thisProcess } from './process-identity.ts';
import { StoreError } from './store.ts';
import { cannotOpen, checkStoreFolder } from './store-folder.ts';

export interface Lock {
  /** False once the folder was moved or removed, or its lock was taken away by hand. */
  held(): boolean;
  release(): Promise<void>;
}

/** Another process owns the folder; `holder` is absent where its lock could not be read. */
export class FolderLockedError extends StoreError {
  readonly holder: ProcessIdentity | undefined;
  constructor(message: string, holder: ProcessIdentity | undefined) {
    super('folder', message);
    this.name = 'FolderLockedError';
    this.holder = holder;
  }
}

/**
 * Takes the folder for this process, until released or until the process ends; rejects with `FolderLockedError` while
 * another has it, and with a `StoreError`, nothing written, where the folder can be no store.
 */
export async function lockFolder(folder: string): Promise<Lock> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    checkStoreFolder(folder);
    return await take(folder);
  } catch (error) {
    throw cannotOpen(folder, error);
  }
}

async function take(folder: string): Promise<Lock> {
  const file = join(folder, 'lock');
  const text = `${JSON.stringify({ ...thisProcess(), token: randomUUID() })}\n`;
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeDurably(draft, text);
    // Linking is exclusive on network folders too, and the lock is complete from its first moment.
    while (!(await tryLink(draft, file)) && !(await succeed(draft, file, folder)));
  } finally {
    await rm(draft, { force: true });
  }
  return {
    held: () => existsSync(file) && readFileSync(file, 'utf8') === text,
    release: async () => {
      if ((await readText(file)) === text) await rm(file, { force: true });
    },
  };
}

/** On the disk before it has its name: else a power loss could leave an empty lock. */
async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function tryLink(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Puts the draft in the place of a lock whose process is dead; false where the lock changed meanwhile. Of many that try,
 * the one goes on that links the claim named after the dead lock; where that one died too, its claim has a claim.
 */
async function succeed(draft: string, file: string, folder: string): Promise<boolean> {
  const dead: { readonly path: string; readonly text: string }[] = [];
  let path = file;
  for (;;) {
    const text = await readText(path);
    if (text === undefined) {
      if (path === file) return false;
      if (await tryLink(draft, path)) break;
      continue;
    }
    const holder = parseHolder(text);
    const token = holder === undefined && isTorn(text) ? await tornToken(path) : deadToken(folder, path, holder);
    if (token === undefined) return false;
    dead.push({ path, text });
    path = `${file}.after.${token}`;
  }
  let unchanged = true;
  for (const one of dead) unchanged &&= (await readText(one.path)) === one.text;
  if (unchanged) {
    await link(draft, `${draft}.new`);
    await rename(`${draft}.new`, file);
    for (const claim of dead.slice(1)) await rm(claim.path, { force: true });
  }
  await rm(path, { force: true });
  return unchanged;
}

/** The token of a lock whose process is dead; throws where it may live. */
function deadToken(folder: string, path: string, holder: LockHolder | undefined): string {
  const alive = holder === undefined ? 'unknown' : isAlive(holder);
  if (holder === undefined || alive !== false) throw locked(folder, path, holder, alive || 'unknown');
  return holder.token;
}

// A lock is complete before it has its name, so that no living process is about to fill one that a power loss emptied;
// the wait is for file systems that keep the two apart.
const tornMs = 1_000;

/** What all take for the token of a lock that a power loss emptied; undefined where it changes while it is looked at. */
async function tornToken(path: string): Promise<string | undefined> {
  const before = await stateOf(path);
  await sleep(tornMs);
  return before !== undefined && before === (await stateOf(path)) ? `torn-${before}` : undefined;
}

async function stateOf(path: string): Promise<string | undefined> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return [ino, Math.trunc(mtimeMs), size].join('-');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function locked(
  folder: string,
  file: string,
  holder: ProcessIdentity | undefined,
  alive: true | 'unknown',
): FolderLockedError {
  if (holder === undefined) {
    return new FolderLockedError(
      `The store \`${folder}\` has a lock that cannot be read. If no xt uses the store, remove \`${file}\`.`,
      undefined,
    );
  }
  if (alive === 'unknown') {
    return new FolderLockedError(
      `The store \`${folder}\` is in use on host \`${holder.host}\` (process ${holder.pid}), which cannot be asked from here. ` +
        `Run xt there, or end that process; if host \`${holder.host}\` is gone for good, remove \`${file}\`.`,
      holder,
    );
  }
  const who = holder.pid === process.pid ? 'this process already' : `process ${holder.pid} on this host`;
  return new FolderLockedError(`The store \`${folder}\` is in use by ${who}.`, holder);
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
