import { isReadableDatabase } from '../detect.ts';
import type { Entry } from './entry.ts';
import type { Forest } from './forest.ts';
import { enterPart, readFolder, touch } from './grow.ts';

/** When a file that may become a database of MLflow's is looked into again, and as what it was seen the last time. */
export interface Attempt {
  readonly at: number;
  readonly waitMs: number;
  readonly stamp: string;
}

const firstWaitMs = 500;
const longestWaitMs = 60_000;

/** Looks into databases that have changed and are not known to be MLflow's; more and more seldom, since that may take a copy. */
export async function tryCandidates(forest: Forest, attempts: Map<Entry, Attempt>): Promise<void> {
  for (const entry of [...forest.candidates]) {
    const last = attempts.get(entry);
    if (entry.stamp === '' || last?.stamp === entry.stamp || (last?.at ?? 0) > forest.now) continue;
    const { stamp } = entry;
    if (await isWhole(entry.path)) {
      attempts.delete(entry);
      adopt(forest, entry);
    } else {
      const waitMs = Math.min(longestWaitMs, (last?.waitMs ?? firstWaitMs / 2) * 2);
      attempts.set(entry, { at: forest.now + waitMs, waitMs, stamp });
    }
  }
  for (const entry of attempts.keys()) if (entry.isGone) attempts.delete(entry);
}

/** What cannot be read is told by the import of the whole path; here it may be in the making. */
async function isWhole(path: string): Promise<boolean> {
  try {
    return await isReadableDatabase(path, []);
  } catch (error) {
    if (error instanceof Error && error.name === 'SQLite3Error') return false;
    throw error;
  }
}

function adopt(forest: Forest, entry: Entry): void {
  if (entry.isGone) return;
  forest.candidates.delete(entry);
  enterPart(forest, entry, { kind: 'database', path: entry.path });
  touch(forest, entry);
  // Folders beside it may hold its artifacts, and nothing to look for.
  if (entry.parent !== undefined) readFolder(forest, entry.parent);
}
