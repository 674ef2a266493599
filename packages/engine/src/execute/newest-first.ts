import type { NewestFirst } from '../plan/artifact-steps.ts';
import { type Results, runsOf, storedOf } from './results.ts';
import type { Runs } from './run-set.ts';
import type { StoredColumn } from './stored-column.ts';

/** The runs, the newest first, those without a time last, then by id as Postgres sorts it. */
export function newestFirst({ of, by }: NewestFirst, results: Results): Runs {
  const created = byRun(storedOf(results, by, 0));
  const ids = byRun(storedOf(results, by, 1));
  const time = (run: number) => Number(created.get(run) ?? Number.NEGATIVE_INFINITY);
  return runsOf(results, of).toSorted((a, b) => {
    const [left, right] = [time(a), time(b)];
    if (left !== right) return right > left ? 1 : -1;
    return Buffer.compare(Buffer.from(String(ids.get(a))), Buffer.from(String(ids.get(b)))) || a - b;
  });
}

function byRun({ runs, values }: StoredColumn): ReadonlyMap<number, number | string | boolean | undefined> {
  return new Map(runs.map((run, at) => [run, values[at]]));
}
