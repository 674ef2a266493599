import { resolve } from 'node:path';
import { mayBecomeDatabase } from '../detect.ts';
import { nothingAt } from '../nothing-at.ts';
import type { Source, SourceKind } from '../source.ts';
import type { Unreadable } from '../walk.ts';
import { type Attempt, tryCandidates } from './candidates.ts';
import { ageAll, takeDue } from './due.ts';
import { type Entry, partKey } from './entry.ts';
import { createForest } from './forest.ts';
import { addGiven, leastWholeMs } from './grow.ts';
import { hotMs, lookAround, type Rotation } from './rotation.ts';
import { sourcesOf } from './sources-of.ts';

/** Between two looks through all of a database stands so many times what one takes. */
const wholePause = 30;

/** Looks at what grows below some paths, as an import would find it. */
export interface Lookout {
  /** What is new since the last look; to be called about twice a second. */
  look(): Promise<Look>;
  /** Says how long an import of a source has taken: what takes long is done seldom. */
  took(source: Source, ms: number): void;
  /** The paths below which there is anything to import. */
  filled(): readonly string[];
}

export interface Look {
  /** Parts of sources, each to be imported by itself. */
  readonly sources: readonly Source[];
  /** Files and folders that were there and are no more. */
  readonly gone: readonly string[];
  readonly unreadable: readonly Unreadable[];
}

/**
 * A lookout over these paths: what is in them by now is not new. Throws ImportError where one does not exist, or is a file of which
 * nothing will come. `clock` is in milliseconds, from anywhere.
 */
export async function openLookout(
  paths: readonly string[],
  from?: SourceKind,
  clock: () => number = () => performance.now(),
): Promise<Lookout> {
  const forest = createForest(from);
  forest.now = clock();
  for (const path of paths) addGiven(forest, resolve(path));
  const attempts = new Map<Entry, Attempt>();
  await tryCandidates(forest, attempts);
  for (const { path, parent, given } of forest.candidates) {
    if (parent === undefined && path === given.path && !mayBecomeDatabase(path)) throw nothingAt(path, from, []);
  }
  // Where runs are seen from is told by all that is there.
  sourcesOf(forest, new Set(forest.units.values()));
  ageAll(forest, hotMs);
  const rotation: Rotation = { at: 0, round: 0 };
  return {
    look: async () => {
      forest.now = clock();
      lookAround(forest, rotation);
      await tryCandidates(forest, attempts);
      const sources = sourcesOf(forest, takeDue(forest));
      const { gone, unreadable } = forest.news;
      return { sources, gone: gone.splice(0), unreadable: unreadable.splice(0) };
    },
    took: (source, ms) => {
      if (source.kind !== 'mlflow' || source.form !== 'sqlite' || source.isLive === true) return;
      const unit = forest.units.get(partKey({ kind: 'database', path: source.path }));
      if (unit !== undefined) unit.wholeEveryMs = Math.max(leastWholeMs, wholePause * ms);
    },
    filled: () => {
      const filled = new Set([...forest.units.values()].map((unit) => unit.given));
      return forest.givens.filter((given) => filled.has(given)).map(({ path }) => path);
    },
  };
}
