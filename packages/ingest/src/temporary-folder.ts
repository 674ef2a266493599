import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A new folder in the system's temporary one, named by this machine and process; those that a process of this machine
 * has left behind, because it was killed, are removed.
 */
export function temporaryFolder(name: string): string {
  const own = `${name}-${createHash('sha256').update(hostname()).digest('hex').slice(0, 8)}-`;
  for (const entry of readdirSync(tmpdir())) {
    const pid = entry.startsWith(own) ? Number.parseInt(entry.slice(own.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    const folder = join(tmpdir(), entry);
    if (isOwn(folder)) rmSync(folder, { recursive: true, force: true });
  }
  return mkdtempSync(join(tmpdir(), `${own}${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be asked, but is there.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function isOwn(folder: string): boolean {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat !== undefined && (process.getuid === undefined || stat.uid === process.getuid());
}
