/** The files of a run that are known from before and those that are there now, with the ranks that they have. */
export interface RankedFile {
  readonly name: string;
  readonly rank?: number;
}

/** A rank for a file, and whether what was read of it before must be read again, under the new rank. */
export interface FileRank {
  readonly rank: number;
  readonly again: boolean;
}

/** A rank has 21 bits; the other 32 of an order's 53 count the values of a file. */
const highest = 2 ** 21 - 1;
/** Wide steps leave room between files; they narrow so that tens of thousands of files find a place. */
const wideStep = 256;
const reserve = 4096;
/** Where ranks begin: earlier files may still come. */
const beginning = 2 ** 19;

/**
 * Ranks such that files in lexicographic order of names have growing ranks, whatever the order in which they came. Known
 * ranks stay, a new file between two known ones gets one between; where none is left, it and all files after it get
 * new ranks above all others. `files` are in lexicographic order, each name once.
 */
export function rankFiles(files: readonly RankedFile[]): Map<string, FileRank> {
  const ranks = new Map<string, FileRank>();
  let previous = 0;
  let top = Math.max(0, ...files.map(({ rank }) => rank ?? 0)) || beginning;
  let moving = false;
  for (let at = 0; at < files.length; at++) {
    const { name, rank } = files[at] as RankedFile;
    if (!moving && rank !== undefined) {
      ranks.set(name, { rank, again: false });
      previous = rank;
      continue;
    }
    const after = moving ? -1 : files.findIndex((file, index) => index > at && file.rank !== undefined);
    if (after < 0) {
      const step = Math.max(1, Math.min(wideStep, Math.floor((highest - top) / (files.length - at + reserve))));
      top += step;
      if (top > highest) throw new Error(`\`${name}\`: a run with more event files than can be put in order`);
      ranks.set(name, { rank: top, again: rank !== undefined });
      previous = top;
      continue;
    }
    const next = (files[after] as RankedFile).rank as number;
    // Before the first, room is left for more.
    if (previous === 0) previous = Math.max(0, next - wideStep * (after - at + 1));
    const step = Math.floor((next - previous) / (after - at + 1));
    if (step < 1) {
      moving = true;
      at--;
      continue;
    }
    previous += step;
    ranks.set(name, { rank: previous, again: false });
  }
  return ranks;
}
