import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { StoredRun } from './memory-writer.ts';

/** What the writing tool's own reader gives of one series. */
export interface TrueSeries {
  readonly n_steps: number;
  readonly first_step: number;
  readonly first: number | string;
  readonly last_step: number;
  readonly last: number | string;
  readonly min: number | null;
  readonly max: number | null;
  readonly n_nan: number;
  readonly n_posinf: number;
  readonly n_neginf: number;
  readonly dedup_sum_finite: number;
  readonly n: number;
}

/** The folder of a data set, or a file in it. */
export function testdata(...parts: readonly string[]): string {
  return fileURLToPath(new URL(`../testdata/${parts.join('/')}`, import.meta.url));
}

// The shapes of the files are theirs; each test names the parts that it reads.
export function readTruth<T>(set: string): T {
  return JSON.parse(readFileSync(testdata('truth', `${set}.json`), 'utf8')) as T;
}

/** Compares every series of a run with what the tool's own reader gave. */
export function expectSeries(run: StoredRun | undefined, metrics: Readonly<Record<string, TrueSeries>>): void {
  expect([...(run?.series.keys() ?? [])].sort()).toEqual(Object.keys(metrics).sort());
  for (const [metric, truth] of Object.entries(metrics)) {
    const points = [...(run?.series.get(metric) ?? [])].sort(([a], [b]) => a - b);
    const values = points.map(([, { value }]) => value);
    const finite = values.filter(Number.isFinite);
    const [first, last] = [points[0], points.at(-1)];
    expect({
      metric,
      n_steps: points.length,
      first_step: first?.[0],
      first: first?.[1].value,
      last_step: last?.[0],
      last: last?.[1].value,
      n_nan: values.filter(Number.isNaN).length,
      n_posinf: values.filter((value) => value === Number.POSITIVE_INFINITY).length,
      n_neginf: values.filter((value) => value === Number.NEGATIVE_INFINITY).length,
    }).toEqual({
      metric,
      n_steps: truth.n_steps,
      first_step: truth.first_step,
      first: Number(truth.first),
      last_step: truth.last_step,
      last: Number(truth.last),
      n_nan: truth.n_nan,
      n_posinf: truth.n_posinf,
      n_neginf: truth.n_neginf,
    });
    const extremes = finite.length === 0 ? [null, null] : [Math.min(...finite), Math.max(...finite)];
    // The tool's reader has the points that lost against a later one of their step, too.
    if (truth.n === truth.n_steps) expect(extremes, `extremes of ${metric}`).toEqual([truth.min, truth.max]);
    else {
      expect(extremes[0]).toBeGreaterThanOrEqual(Number(truth.min));
      expect(extremes[1]).toBeLessThanOrEqual(Number(truth.max));
    }
    const sum = finite.reduce((total, value) => total + value, 0);
    const scale = finite.reduce((total, value) => total + Math.abs(value), 0);
    expect(Math.abs(sum - truth.dedup_sum_finite), `sum of ${metric}`).toBeLessThanOrEqual(1e-12 * scale);
  }
}
