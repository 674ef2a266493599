import type { PlacesOfRuns } from '../plan/artifact-steps.ts';
import { type Results, runsOf, storedOf } from './results.ts';
import type { StoredColumn } from './stored-column.ts';

/** The place of each run, from 0: the newest first, those without a time last, then by id as Postgres sorts it. */
export function placesOf({ of, by }: PlacesOfRuns, results: Results): StoredColumn {
  const created = byRun(storedOf(results, by, 0));
  const ids = byRun(storedOf(results, by, 1));
  const time = (run: number) => Number(created.get(run) ?? Number.NEGATIVE_INFINITY);
  const runs = Array.from(runsOf(results, of)).sort((a, b) => {
    const [left, right] = [time(a), time(b)];
    if (left !== right) return right > left ? 1 : -1;
    return Buffer.compare(Buffer.from(String(ids.get(a))), Buffer.from(String(ids.get(b)))) || a - b;
  });
  return { runs, values: runs.map((_, place) => place) };
}

function byRun({ runs, values }: StoredColumn): ReadonlyMap<number, number | string | boolean | undefined> {
  return new Map(runs.map((run, at) => [run, values[at]]));
}
