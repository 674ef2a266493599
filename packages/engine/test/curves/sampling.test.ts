import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillTemplate } from '../../src/execute/fill.ts';
import { pick } from '../../src/local/order-by-x.ts';
import { sampleMinmax } from '../../src/local/sample-minmax.ts';
import { windowOf } from '../../src/local/window.ts';
import { type CurveReach, sampledPoints } from '../../src/sql/curve-statements.ts';
import { write } from '../../src/sql/write.ts';
import { openTemporaryFolder } from '../../src/stores/testing/index.ts';
import { type Points, randomPoints } from './random-series.ts';

// Sampling in SQL and sampling in the process keep the same points.

let stores: Awaited<ReturnType<typeof openTemporaryFolder>>;
beforeAll(async () => {
  stores = await openTemporaryFolder();
});
afterAll(() => stores?.close());

test('the SQL keeps the points that the local function keeps', async () => {
  const curves = fc.sample(randomPoints, { numRuns: 120, seed: 7 });
  const { runs } = await stores.writer.write({
    source: 'test',
    project: 'sampling',
    runs: curves.map((_, i) => ({ sourceId: `run-${i}` })),
    points: curves.map(({ steps, times, values }, run) => ({
      run,
      metric: 'loss',
      steps,
      times,
      values,
      order: Float64Array.from(steps.keys()),
    })),
  });
  const { rows } = await stores.relational.query({
    store: 'postgres',
    text: "select id from name where name = 'loss'",
    parameters: [],
  });
  const ids = [Number(rows[0]?.[0])];
  const metric = { name: 'loss', ids, others: [] };

  for (const window of [undefined, { from: 0, to: 300 }, { from: 10 }, { to: 25.5 }]) {
    for (const count of [4, 7, 24, 1000]) {
      const reach: CurveReach = { scope: { several: false }, of: 'asked', metrics: [metric], window };
      const template = write(sampledPoints(reach, count, 'few'), 'clickhouse');
      const table = await stores.columnar.query(fillTemplate(template, new Map(), { runs: Uint32Array.from(runs) }));
      const found = new Map<number, number[][]>();
      for (const row of table) {
        const { run, n, step, time, value } = row.toJSON();
        const points = found.get(Number(run)) ?? [];
        found.set(Number(run), [...points, [Number(n), Number(step), Number(time), Number(value) + 0]]);
      }
      for (const [i, run] of runs.entries()) {
        const points = curves[i];
        if (points === undefined) throw new Error('a run has no curve');
        expect([window, count, i, found.get(run) ?? []]).toEqual([window, count, i, wanted(points, window, count)]);
      }
    }
  }
});

function wanted(points: Points, window: CurveReach['window'], count: number): number[][] {
  const { start, end } = windowOf(points.steps, window ?? {});
  const steps = points.steps.slice(start, end);
  const times = points.times.slice(start, end);
  const values = points.values.slice(start, end);
  const kept = sampleMinmax(steps, values, count);
  const columns = [pick(steps, kept), pick(times, kept), pick(values, kept)];
  return [...kept.keys()].map((i) => [steps.length, ...columns.map((column) => (column[i] ?? 0) + 0)]);
}
