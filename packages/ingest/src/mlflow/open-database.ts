import { setTimeout as delay } from 'node:timers/promises';
import { ImportError } from '../import-error.ts';
import { isSystemError, whyUnreadable } from '../unreadable.ts';
import { openCopy } from './open-copy.ts';
import { openInPlace } from './open-in-place.ts';
import type { ReadDatabase } from './read-database.ts';

/**
 * Asks a database as one commit left it, and never touches its folder. It is read where it is, so many times as long as
 * somebody writes to it meanwhile (other programs' locks are not seen here), then from a copy. `ask` says `again` where
 * what it read is doubtful. Throws ImportError where the file is no database, or stays in the middle of a transaction.
 */
export async function askDatabase<T>(
  path: string,
  timesInPlace: number,
  ask: (database: ReadDatabase) => Promise<T | 'again'>,
): Promise<T> {
  for (let time = 0; ; time++) {
    const isLast = time >= timesInPlace;
    const database = await orImportError(path, isLast ? openCopy : openInPlace);
    const answer = database === undefined ? 'again' : await ask(database).finally(database.close);
    if (answer !== 'again') return answer;
    if (isLast) throw new Error('a copy was read that others write to');
    // Between two commits of a program that commits again and again.
    await delay(Math.min(5 + 10 * time, 75));
  }
}

/** Whether what was read of a database may be of several commits. */
export function isDoubtful({ isInPlace, hasChanged }: ReadDatabase): boolean {
  return isInPlace && hasChanged();
}

/** Whether a database has MLflow's tables; throws ImportError where it cannot be read. */
export async function hasMlflowTables(path: string): Promise<boolean> {
  return askDatabase(path, 5, async (database) => {
    try {
      const found = tables.every((table) => database.columns(table).length > 0);
      return isDoubtful(database) ? 'again' : found;
    } catch (error) {
      if (isDoubtful(database)) return 'again';
      throw error;
    }
  });
}

const tables = ['experiments', 'runs', 'metrics', 'params', 'tags'];

async function orImportError<T>(path: string, open: (path: string) => Promise<T>): Promise<T> {
  try {
    return await open(path);
  } catch (error) {
    if (isSystemError(error)) throw new ImportError(`\`${path}\` ${whyUnreadable(error)}`, { cause: error });
    const reason = error instanceof Error ? error.message : String(error);
    throw new ImportError(`\`${path}\` cannot be read as an SQLite database: ${reason}`, { cause: error });
  }
}
