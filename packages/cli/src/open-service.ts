import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemReason } from '@xt/engine/store-folder';
import { backgroundService, ensureRuntimeDirectory, type Service, socketPath } from '@xt/server';
import type { CommonFlags } from './command.ts';
import { exitStatus } from './exit-status.ts';
import { identity } from './identity.ts';
import { Problem } from './problem.ts';
import { sayNote } from './say.ts';
import { chooseStore, objectsFolder, type StoreChoice } from './store-choice.ts';
import type { Terminal } from './terminal.ts';

/** The service of the store that the flags and the environment name, with the real path of an embedded one. */
export interface OpenedStore {
  readonly service: Service;
  readonly choice: StoreChoice;
}

/**
 * Opens the store: an embedded one through its background process unless `--in-process` is given. What it waits for meanwhile
 * is said on stderr, or to whoever has the screen.
 */
export function openService(
  flags: CommonFlags,
  terminal: Terminal,
  waiting: (message: string) => void = (message) => void sayNote(message, terminal),
): Promise<OpenedStore> {
  return openStore(flags, terminal.environment, waiting);
}

/** The same for whoever has no terminal. */
export async function openStore(
  flags: Pick<CommonFlags, 'store' | 'in-process'>,
  environment: NodeJS.ProcessEnv,
  waiting: (message: string) => void,
): Promise<OpenedStore> {
  const choice = chooseStore(flags.store, environment, process.cwd());
  if (choice.kind === 'servers') {
    const objects = objectsFolder(choice, environment);
    const { openServers } = await import('./engine.ts');
    const service = await openServers(choice.name, { ...choice, objects }).catch((error: Error) => {
      throw cannotReach(choice.name, error);
    });
    return { choice, service };
  }
  const folder = ensureFolder(choice);
  const opened = { ...choice, folder };
  if (flags['in-process']) {
    const { openInProcess } = await import('./engine.ts');
    const service = await openInProcess(folder).catch((error: Error) => {
      throw error.name === 'FolderLockedError' ? inUse(error) : error;
    });
    return { choice: opened, service };
  }
  const socket = socketOf(folder, { environment });
  // The chunks of the build stand beside each other.
  const program = join(__dirname, 'background.cjs');
  return { choice: opened, service: backgroundService({ folder, socket, program }, identity, waiting) };
}

/** The socket of the background process of a folder, given its real path. */
export function socketOf(realFolder: string, terminal: Pick<Terminal, 'environment'>): string {
  return socketPath(ensureRuntimeDirectory(terminal.environment), realFolder);
}

// A store is made by the first command that names it; a path whose parent is missing is more likely a mistake.
function ensureFolder(choice: Extract<StoreChoice, { kind: 'folder' }>): string {
  try {
    if (choice.why === 'default') mkdirSync(dirname(choice.folder), { recursive: true, mode: 0o700 });
    mkdirSync(choice.folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw cannotOpen(choice.folder, systemReason(error as NodeJS.ErrnoException, choice.folder), error);
    }
  }
  try {
    return realpathSync(choice.folder);
  } catch (error) {
    throw cannotOpen(choice.folder, systemReason(error as NodeJS.ErrnoException, choice.folder), error);
  }
}

function cannotOpen(folder: string, reason: string, cause: unknown): Problem {
  return new Problem(
    exitStatus.store,
    `the store \`${folder}\` cannot be opened: ${reason}`,
    '`--store` and `XT_STORE` say which folder to use',
    { cause },
  );
}

function inUse(error: Error): Problem {
  const hint = 'without `--in-process` the process that has it is asked; `xt stop` ends one of xt';
  return new Problem(exitStatus.store, error.message, hint, { cause: error });
}

function cannotReach(name: string, cause: Error): Problem {
  return new Problem(
    exitStatus.store,
    `the store \`${name}\` cannot be reached: ${cause.message}`,
    name === 'environment' ? '`XT_POSTGRES_URL` and `XT_CLICKHOUSE_URL` say where it is' : undefined,
    { cause },
  );
}
