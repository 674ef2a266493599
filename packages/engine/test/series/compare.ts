import { expect } from 'vitest';
import { openEngine } from '../open-engine.ts';
import type { Points } from './naive.ts';
import * as naive from './naive.ts';
import { type Run, runs, writeRuns } from './runs.ts';

type Value = number | boolean | null;

/** An expression, and what it is of a run. */
export type Case = readonly [string, (run: Run) => Value];

export type Opened = Awaited<ReturnType<typeof openEngine>>;

/** New stores with the runs. */
export async function openRuns(): Promise<Opened> {
  const opened = await openEngine();
  await writeRuns(opened.stores.writer);
  return opened;
}

/** Compares the value of every run, to so many digits of the largest number that takes part. */
export async function compareAll(ask: Opened['ask'], cases: readonly Case[], digits = 1e-12): Promise<void> {
  const columns = cases.map(([text], i) => `${text} as v${i}`);
  const { rows } = await ask(`runs sort by id select run.id, ${columns.join(', ')}`);
  expect(rows).toHaveLength(runs.length);
  for (const [at, run] of runs.toSorted((a, b) => (a.id < b.id ? -1 : 1)).entries()) {
    for (const [i, [text, wanted]] of cases.entries()) {
      const found = rows[at]?.[i + 1];
      const value = wanted(run);
      const place = `${text} of ${run.id}`;
      if (typeof value !== 'number' || !Number.isFinite(value)) expect(found, place).toBe(value);
      else
        expect(Math.abs(Number(found) - value), `${place}: ${found} for ${value}`).toBeLessThanOrEqual(
          digits * sizeOf(run, value),
        );
    }
  }
}

function sizeOf({ acc, loss }: Run, value: number): number {
  const all = [...acc, ...loss].map((point) => Math.abs(point.value)).filter(Number.isFinite);
  return Math.max(1, Math.abs(value), ...all);
}

/** Aggregates, and loops that compute them. */
export const aggregates: readonly (readonly [string, (points: Points) => number | null])[] = [
  ['count', naive.count],
  ['last', naive.last],
  ['first', naive.first],
  ['min', naive.min],
  ['max', naive.max],
  ['sum', naive.sum],
  ['mean', naive.mean],
  ['argmin', naive.argmin],
  ['argmax', naive.argmax],
  ['var', naive.variance],
  ['std', naive.std],
  ['median', naive.median],
  ['slope', naive.slope],
];
