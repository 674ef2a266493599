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
    const alive = holder === undefined ? 'unknown' : isAlive(holder);
    if (holder === undefined || alive !== false) throw locked(folder, path, holder, alive || 'unknown');
    dead.push({ path, text });
    path = `${file}.after.${holder.token}`;
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

function parseHolder(text: string): (ProcessIdentity & { readonly token: string }) | undefined {
  try {
    const { host, boot, pid, started, token } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof host !== 'string' || typeof boot !== 'string' || typeof started !== 'string') return undefined;
    if (typeof pid !== 'number' || typeof token !== 'string' || !/^[\w-]+$/.test(token)) return undefined;
    return { host, boot, pid, started, token };
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
