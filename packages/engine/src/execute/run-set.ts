/** Distinct run numbers; in order where a step gave them one. */
export type Runs = Uint32Array;

/** The bit set of runs, least significant bit first: the form in which both stores read a set. */
export function bitsOf(runs: Runs): Uint8Array {
  let greatest = 0;
  for (const run of runs) if (run > greatest) greatest = run;
  const bits = new Uint8Array((greatest >> 3) + 1);
  for (const run of runs) bits[run >> 3] = (bits[run >> 3] ?? 0) | (1 << (run & 7));
  return bits;
}

/** Whether a run is in a bit set. */
export function hasRun(bits: Uint8Array, run: number): boolean {
  return ((bits[run >> 3] ?? 0) & (1 << (run & 7))) !== 0;
}

/** The runs that are in any of the sets. */
export function union(sets: readonly Runs[]): Runs {
  const seen = new Uint8Array(Math.max(0, ...sets.map((set) => bitsOf(set).length)));
  const runs: number[] = [];
  for (const set of sets) {
    for (const run of set) {
      if (hasRun(seen, run)) continue;
      seen[run >> 3] = (seen[run >> 3] ?? 0) | (1 << (run & 7));
      runs.push(run);
    }
  }
  return Uint32Array.from(runs);
}

/** The runs of the first that are not in the second, in the order of the first. */
export function subtract(from: Runs, of: Runs): Runs {
  const bits = bitsOf(of);
  return from.filter((run) => !hasRun(bits, run));
}

/** The runs of the list that are in the set, in the order of the list. */
export function intersect(list: Runs, set: Runs): Runs {
  const bits = bitsOf(set);
  return list.filter((run) => hasRun(bits, run));
}

/** The place of each run by its number, -1 for those that are not among them. */
export function positionsOf(runs: Runs): Int32Array {
  let greatest = 0;
  for (const run of runs) if (run > greatest) greatest = run;
  const positions = new Int32Array(greatest + 1).fill(-1);
  for (const [place, run] of runs.entries()) positions[run] = place;
  return positions;
}

/** Reads run numbers written one after the other with commas between; null is none. */
export function readRuns(text: string | null): Runs {
  if (text === null || text === '') return new Uint32Array(0);
  const runs: number[] = [];
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 44) {
      runs.push(run);
      run = 0;
    } else {
      run = run * 10 + code - 48;
    }
  }
  runs.push(run);
  return Uint32Array.from(runs);
}
