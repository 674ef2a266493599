import type { ServerAddresses } from '@xt/engine/stores';
import { openFolderService, openServersService } from '../local/index.ts';
import { background } from '../process/index.ts';
import type { Service } from '../service.ts';
import { identity } from './build-identity.ts';

/** Opens an embedded store in this process. */
export function openInProcess(folder: string): Promise<Service> {
  return openFolderService(folder, identity.version);
}

/** Opens a store made of servers. */
export function openServers(name: string, addresses: ServerAddresses): Promise<Service> {
  return openServersService(name, addresses, identity.version);
}

/** Runs this process as the background process of a folder, then ends it. */
export async function runBackground([folder, socket]: readonly string[]): Promise<void> {
  if (folder === undefined || socket === undefined) throw new Error('a folder and a socket are expected');
  const log = (message: string) => console.error(`${new Date().toISOString()} [${process.pid}] ${message}`);
  // What one request left behind must not end the work of the others.
  process.on('unhandledRejection', (reason) => log(reason instanceof Error ? String(reason.stack) : String(reason)));
  await background({
    folder,
    socket,
    identity,
    idleMs: idleSeconds(process.env['XT_IDLE_SECONDS']) * 1000,
    log,
    open: (path, lock) => openFolderService(path, identity.version, lock),
  }).catch((error: Error) => {
    log(String(error.stack));
    process.exitCode = 1;
  });
  process.exit();
}

const defaultIdleSeconds = 300;

function idleSeconds(text: string | undefined): number {
  const seconds = Number(text);
  return text === undefined || text === '' || !(seconds > 0) ? defaultIdleSeconds : seconds;
}
