import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, type ProcessIdentity, thisProcess } from './process-identity.ts';
import { StoreError } from './store.ts';

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

/** Takes the folder for this process, until released or until the process ends; rejects with `FolderLockedError` while another has it. */
export async function lockFolder(folder: string): Promise<Lock> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'lock');
  const text = `${JSON.stringify({ ...thisProcess(), token: randomUUID() })}\n`;
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    // Linking is exclusive on network folders too, and the lock is complete from its first moment.
    while (!(await tryLink(draft, file))) await removeStale(file, folder);
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

async function tryLink(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes a lock of a dead process away; throws where its process lives or may live. */
async function removeStale(file: string, folder: string): Promise<void> {
  const found = await readText(file);
  if (found === undefined) return;
  const holder = parseHolder(found);
  const alive = holder === undefined ? 'unknown' : isAlive(holder);
  if (alive !== false) throw locked(folder, file, holder, alive);
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  // Between reading and renaming another process may have put its own lock there: it goes back.
  if ((await readText(aside)) !== found) await tryLink(aside, file);
  await rm(aside, { force: true });
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

function parseHolder(text: string): ProcessIdentity | undefined {
  try {
    const { host, boot, pid, started } = JSON.parse(text) as Partial<ProcessIdentity>;
    if (typeof host !== 'string' || typeof boot !== 'string' || typeof started !== 'string') return undefined;
    return typeof pid === 'number' ? { host, boot, pid, started } : undefined;
  } catch {
    return undefined;
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
