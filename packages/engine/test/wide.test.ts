import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PointBlock } from '../src/stores/write.ts';
import { now, openEngine } from './open-engine.ts';

const { stores, engine, ask } = await openEngine();
afterAll(() => stores.close());

const metrics = Array.from({ length: 150 }, (_, index) => `m/${String(index).padStart(3, '0')}`);
const runs = Array.from({ length: 4 }, (_, index) => `run-${index}`);

/** Values by step; every third metric is missing in a run, every seventh ends in NaN. */
function valuesOf(run: number, metric: number): readonly number[] | undefined {
  if ((metric + run) % 3 === 0) return undefined;
  const last = (metric + run) % 7 === 0 ? Number.NaN : metric - 10 * run;
  return [metric / 4, run === 2 ? Number.POSITIVE_INFINITY : metric + run, last];
}

beforeAll(async () => {
  for (const project of ['p', 'q']) {
    const points = runs.flatMap((_, run) =>
      metrics.flatMap((metric, index): PointBlock[] => {
        const values = valuesOf(run, index);
        if (values === undefined) return [];
        const steps = Float64Array.from(values, (_, step) => step);
        return [{ run, metric, steps, times: steps, values: Float64Array.from(values), order: steps }];
      }),
    );
    await stores.writer.write({
      source: 'test',
      project,
      runs: runs.map((name) => ({ sourceId: name, name })),
      points,
    });
  }
});

test('more values of summaries than a statement has columns for are those of the points', async () => {
  const columns = metrics.flatMap((name) => [name, `max(${name})`, `count(${name})`]);
  const text = `runs where project = 'q' sort by name select name, ${columns.join(', ')}`;
  const { rows, result } = await ask(text);
  expect(result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const wanted = runs.map((name, run) => {
    const cells = metrics.flatMap((_, metric) => {
      const values = valuesOf(run, metric);
      if (values === undefined) return [null, null, 0];
      return [values.at(-1), Math.max(...values.filter((value) => !Number.isNaN(value))), values.length];
    });
    return [name, ...cells];
  });
  expect(
    rows.map((row) => row.slice(-columns.length - 1).map((cell) => (typeof cell === 'bigint' ? Number(cell) : cell))),
  ).toEqual(wanted);
});

test('they are read in one statement', async () => {
  const { value = '' } = await engine.explain(`runs select ${metrics.join(', ')}`, { user: 'ann', now, zone: 'UTC' });
  expect(value.match(/clickhouse: fetch/g)).toEqual(['clickhouse: fetch']);
  expect(value).toContain('clickhouse: fetch row by row last(metrics.m/000#');
});
