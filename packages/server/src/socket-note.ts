import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes into a store's folder where its process listens: not everyone's environment names the same runtime directory. */
export function writeSocketNote(folder: string, socket: string): void {
  writeFileSync(noteFile(folder), `${socket}\n`, { mode: 0o600 });
}

/** The socket that a process has noted in a folder; a killed one leaves its note. */
export function readSocketNote(folder: string): string | undefined {
  try {
    return readFileSync(noteFile(folder), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Takes the note away. */
export function removeSocketNote(folder: string): void {
  rmSync(noteFile(folder), { force: true });
}

function noteFile(folder: string): string {
  return join(folder, 'socket');
}
