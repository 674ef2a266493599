import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { systemReason } from '@xt/engine/store-folder';
import { backgroundService } from '../client/background-service.ts';
import type { ServiceError } from '../failure.ts';
import { ensureRuntimeDirectory, socketPath } from '../runtime-directory.ts';
import type { Service } from '../service.ts';
import { identity } from './build-identity.ts';
import { noStore } from './refuse.ts';
import { chooseStore, objectsFolder, type StoreChoice } from './store-choice.ts';

/** The service of the store that the flags and the environment name, with the real path of an embedded one. */
export interface OpenedStore {
  readonly service: Service;
  readonly choice: StoreChoice;
}

/** How a store is asked for: by `--store`, and through its background process or not. */
export interface StoreFlags {
  readonly store: string | undefined;
  readonly 'in-process': boolean;
}

/**
 * Opens the store that the flags, the environment and the config file choose: an embedded one through its background process
 * unless it is to be opened in this one. `waiting` hears what it waits for; a store that cannot be opened is a `ServiceError`.
 */
export async function openStore(
  flags: StoreFlags,
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
  const socket = socketOf(folder, environment);
  // The files of the build stand beside each other.
  const program = join(__dirname, 'background.cjs');
  return { choice: opened, service: backgroundService({ folder, socket, program }, identity, waiting) };
}

/** The socket of the background process of a folder, given its real path. */
export function socketOf(realFolder: string, environment: NodeJS.ProcessEnv): string {
  return socketPath(ensureRuntimeDirectory(environment), realFolder);
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

function cannotOpen(folder: string, reason: string, cause: unknown): ServiceError {
  return noStore(
    `the store \`${folder}\` cannot be opened: ${reason}`,
    '`--store` and `XT_STORE` say which folder to use',
    cause,
  );
}

function inUse(error: Error): ServiceError {
  const hint = 'without `--in-process` the process that has it is asked; `xt stop` ends one of xt';
  return noStore(error.message, hint, error);
}

function cannotReach(name: string, cause: Error): ServiceError {
  return noStore(
    `the store \`${name}\` cannot be reached: ${cause.message}`,
    name === 'environment' ? '`XT_POSTGRES_URL` and `XT_CLICKHOUSE_URL` say where it is' : undefined,
    cause,
  );
}
