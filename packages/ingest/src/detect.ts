import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ImportError } from './import-error.ts';
import { artifactFolders, isFileStore, isStore, partOfFileStore } from './mlflow/file-store-place.ts';
import { hasMlflowTables } from './mlflow/open-database.ts';
import type { Source, SourceKind } from './source.ts';
import { isEventFileName } from './tensorboard/find-runs.ts';
import { rootOfFolder, rootOfRun } from './tensorboard/root-of-run.ts';
import { isSystemError, whyUnreadable } from './unreadable.ts';
import { type FoundFile, foundFile, type Unreadable, walk } from './walk.ts';

/** What a path holds: the sources, and folders and databases that could not be read. */
export interface Detected {
  readonly sources: readonly Source[];
  readonly unreadable: readonly Unreadable[];
}

/**
 * The sources at a path, a file or a folder with everything below it; only those of kind `from` if that is given. An
 * MLflow store's own folders are not searched for event files. Throws ImportError where there is nothing at the path.
 */
export async function detect(
  path: string,
  from?: SourceKind,
  rootOf: (runFolder: string) => string = rootOfRun,
): Promise<Detected> {
  const at = resolve(path);
  return isFolder(at, path) ? detectFolder(at, from) : detectFile(at, from, rootOf);
}

/** Whether a path is a folder; throws ImportError, which names it as it was given, where there is nothing. */
export function isFolder(at: string, path: string): boolean {
  try {
    return statSync(at).isDirectory();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const isMissing = error.code === 'ENOENT' || error.code === 'ENOTDIR';
    throw new ImportError(isMissing ? `\`${path}\` does not exist` : `\`${path}\` ${whyUnreadable(error)}`);
  }
}

async function detectFile(
  path: string,
  from: SourceKind | undefined,
  rootOf: (runFolder: string) => string,
): Promise<Detected> {
  const unreadable: Unreadable[] = [];
  if (from !== 'tensorboard' && (await isReadableDatabase(path, unreadable)))
    return { sources: [{ kind: 'mlflow', form: 'sqlite', path }], unreadable };
  const isEventFile = from === 'tensorboard' || (from === undefined && isEventFileName(basename(path)));
  if (!isEventFile || unreadable.length > 0) return { sources: [], unreadable };
  const folder = dirname(path);
  const source: Source = {
    kind: 'tensorboard',
    path: rootOf(folder),
    files: [foundFile(folder, basename(path))],
    isGuessed: true,
  };
  return { sources: [source], unreadable };
}

async function detectFolder(root: string, from: SourceKind | undefined): Promise<Detected> {
  const sources: Source[] = [];
  const unreadable: Unreadable[] = [];
  const eventFiles: FoundFile[] = [];
  if (from !== 'tensorboard') {
    const part = partOfFileStore(root);
    if (part !== undefined) return { sources: [part], unreadable };
  }
  const steps = walk(root, (at) => unreadable.push(at));
  let step = steps.next();
  while (step.done !== true) {
    const { folder, folders, files } = step.value;
    let enter: readonly string[] = folders;
    if (from !== 'tensorboard') {
      const databases = await databasesOf(folder, files, unreadable);
      sources.push(...databases.map((path): Source => ({ kind: 'mlflow', form: 'sqlite', path })));
      if (isFileStore(folder, folders)) {
        sources.push({ kind: 'mlflow', form: 'files', path: folder });
        enter = [];
      } else if (databases.length > 0)
        enter = folders.filter((name) => !artifactFolders.has(name) || isStore(folder, name));
    }
    if (from !== 'mlflow') {
      for (const name of files) if (isEventFileName(name)) eventFiles.push(foundFile(folder, name));
    }
    step = steps.next(enter);
  }
  if (eventFiles.length > 0) {
    const path = rootOfFolder(root, [...new Set(eventFiles.map(({ folder }) => folder))]);
    sources.push({ kind: 'tensorboard', path, files: eventFiles, isGuessed: path !== root });
  }
  return { sources, unreadable };
}

/** Whether a file's name is one that databases have. */
export function isDatabaseName(name: string): boolean {
  return /\.(db|sqlite3?)$/i.test(name);
}

async function databasesOf(folder: string, files: readonly string[], unreadable: Unreadable[]): Promise<string[]> {
  const databases: string[] = [];
  for (const name of files) {
    const path = join(folder, name);
    if (isDatabaseName(name) && (await isReadableDatabase(path, unreadable))) databases.push(path);
  }
  return databases;
}

/** Whether MLflow's tables are in a file; one that is a database, or may be one, and cannot be read is told. */
export async function isReadableDatabase(path: string, unreadable: Unreadable[]): Promise<boolean> {
  try {
    return await isMlflowDatabase(path);
  } catch (error) {
    if (error instanceof ImportError) unreadable.push({ path, reason: error.message });
    else if (isSystemError(error)) unreadable.push({ path, reason: `\`${path}\` ${whyUnreadable(error)}` });
    else throw error;
    return false;
  }
}

async function isMlflowDatabase(path: string): Promise<boolean> {
  return startsWith(path, sqliteStart) && (await hasMlflowTables(path));
}

/** Whether MLflow's tables may yet come into a file: it is a database, or empty and named as one. */
export function mayBecomeDatabase(path: string): boolean {
  try {
    return statSync(path).size === 0 ? isDatabaseName(path) : startsWith(path, sqliteStart);
  } catch (error) {
    // What cannot be read is told while it is watched.
    if (isSystemError(error)) return true;
    throw error;
  }
}

const sqliteStart = 'SQLite format 3\0';

function startsWith(path: string, text: string): boolean {
  const start = Buffer.alloc(text.length);
  const descriptor = openSync(path, 'r');
  try {
    return readSync(descriptor, start, 0, text.length, 0) === text.length && start.toString('latin1') === text;
  } finally {
    closeSync(descriptor);
  }
}
