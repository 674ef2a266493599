import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the paths of sockets depend on. */
export interface RuntimeEnvironment {
  readonly XDG_RUNTIME_DIR?: string | undefined;
}

// A socket's path must fit `sockaddr_un`, with the zero that ends it, on every system.
const longestSocketPath = 103;
const longestName = 32;

/**
 * The socket of the store in this folder: short, and the same for everyone, whatever the path that leads there. Two
 * numbers tell a folder from all others that there are; a hash of its path would cost a command more than it is worth.
 */
export function socketPath(runtimeDirectory: string, folder: string): string {
  const { dev, ino } = statSync(folder, { bigint: true });
  return join(runtimeDirectory, `${dev.toString(36)}-${ino.toString(36)}.sock`);
}

/**
 * The folder for sockets, made with mode 700 if it is not there: `$XDG_RUNTIME_DIR/xt`, else one of the user's own in
 * the folder for temporary files. Throws where it belongs to somebody else or lets others in.
 */
export function ensureRuntimeDirectory(environment: RuntimeEnvironment): string {
  const user = process.getuid?.() ?? 0;
  const base = environment.XDG_RUNTIME_DIR;
  const preferred = base === undefined || base === '' ? undefined : join(base, 'xt');
  const fits = preferred !== undefined && preferred.length + 1 + longestName <= longestSocketPath;
  const folder = fits && canMake(preferred) ? preferred : join(tmpdir(), `xt-${user}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (found.mode & 0o077) !== 0 || (process.getuid !== undefined && found.uid !== user)) {
    throw new Error(`\`${folder}\` must be a folder of this user that nobody else can enter (mode 700)`);
  }
  return folder;
}

// A runtime directory that the environment names but that is gone or not ours is passed over.
function canMake(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}
