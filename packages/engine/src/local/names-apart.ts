/** A run by its id and what it is called. */
export interface CalledRun {
  readonly id: string;
  readonly name: string;
}

/**
 * What each run is called, in their order: its name, and where another run has the same one the beginning of its id behind it,
 * at least so many letters, and as many as it takes.
 */
export function namesApart(runs: readonly CalledRun[], least = 8): readonly string[] {
  const ids = new Map<string, Set<string>>();
  for (const { id, name } of runs) ids.set(name, (ids.get(name) ?? new Set()).add(id));
  const letters = new Map([...ids].map(([name, own]) => [name, Math.max(least, lettersApart([...own]))]));
  return runs.map(({ id, name }) => {
    const isAlone = ids.get(name)?.size === 1 || name === id || id === '';
    return isAlone ? name : `${name} (${id.slice(0, letters.get(name))})`;
  });
}

/** How many letters of the ids tell each from all others. */
function lettersApart(ids: readonly string[]): number {
  let most = 0;
  const sorted = ids.toSorted();
  for (const [index, id] of sorted.slice(1).entries()) {
    const before = sorted[index] ?? '';
    let same = 0;
    while (same < id.length && id[same] === before[same]) same++;
    most = Math.max(most, same + 1);
  }
  return most;
}
