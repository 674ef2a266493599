import type { Entry } from './entry.ts';
import type { Forest } from './forest.ts';
import { examine } from './grow.ts';

/** Where the round over all entries stands. */
export interface Rotation {
  at: number;
  round: number;
}

/** What has changed within so long is looked at each time. */
export const hotMs = 60_000;
/** All others are looked at in so many times … */
const timesOfRound = 3;
/** … unless that takes longer than this, in milliseconds; then in more. */
const longest = 60;
/** Files of runs that have ended, and artifacts, are looked at once in so many rounds. */
const lesserRounds = 16;

/** Looks at what has changed lately, and at the next part of all others. */
export function lookAround(forest: Forest, rotation: Rotation): void {
  for (const entry of [...forest.hot]) {
    if (forest.now - entry.changedAt > hotMs) forest.hot.delete(entry);
    else if (!entry.isGone) examine(forest, entry);
  }
  const end = performance.now() + longest;
  const count = Math.ceil(forest.entries.length / timesOfRound);
  for (let done = 0; done < count; done++) {
    if (rotation.at >= forest.entries.length) startRound(forest, rotation);
    const entry = forest.entries[rotation.at];
    if (entry === undefined) return;
    if (!entry.isGone && !forest.hot.has(entry) && isDue(entry, rotation)) {
      examine(forest, entry);
      if (performance.now() > end) return void rotation.at++;
    }
    rotation.at++;
  }
}

function startRound(forest: Forest, rotation: Rotation): void {
  forest.entries = forest.entries.filter(({ isGone }) => !isGone);
  rotation.at = 0;
  rotation.round++;
}

function isDue(entry: Entry, { at, round }: Rotation): boolean {
  const { unit, kind, name, isLesser } = entry;
  const isRare = isLesser || (unit?.hasEnded === true && kind === 'file' && name !== 'meta.yaml');
  return !isRare || (at + round) % lesserRounds === 0;
}
