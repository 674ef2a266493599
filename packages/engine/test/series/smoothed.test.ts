import { afterAll, beforeAll, describe, test } from 'vitest';
import { aggregates, type Case, compareAll, type Opened, openRuns } from './compare.ts';
import type { Points } from './naive.ts';
import * as naive from './naive.ts';

// Values of smoothed series against loops, and against the curves that are shown.

let opened: Opened;
beforeAll(async () => {
  opened = await openRuns();
});
afterAll(() => opened?.stores.close());

const smoothed: readonly (readonly [string, (points: Points) => Points])[] = [
  ['ema 0', (points) => points],
  ['ema 0.6', (points) => naive.ema(points, 0.6)],
  ['ema 0.99', (points) => naive.ema(points, 0.99)],
  ['twema 0', (points) => points],
  ['twema 0.3', (points) => naive.twema(points, 0.3)],
  ['twema 0.9', (points) => naive.twema(points, 0.9)],
  ['twema 1', (points) => naive.twema(points, 1)],
  ['mean 1', (points) => points],
  ['mean 5', (points) => naive.rollingMean(points, 5)],
  ['mean 4', (points) => naive.rollingMean(points, 4)],
  ['median 5', (points) => naive.rollingMedian(points, 5)],
  ['median 4', (points) => naive.rollingMedian(points, 4)],
  ['gaussian 3', (points) => naive.gaussian(points, 3)],
  ['gaussian 0.3', (points) => naive.gaussian(points, 0.3)],
];

describe('smoothed series', () => {
  test.each(smoothed)('smooth %s', async (method, smooth) => {
    const some = aggregates.filter(([name]) => ['count', 'last', 'first', 'min', 'max', 'sum', 'std'].includes(name));
    await compareAll(
      opened.ask,
      some.map(([name, ask]) => [`${name}(acc smooth ${method})`, ({ acc }) => ask(smooth(acc))]),
    );
    const places = [-5, 0, 3, 17, 250];
    await compareAll(opened.ask, [
      ...places.map(
        (step): Case => [
          `acc smooth ${method} at step ${step}`,
          ({ acc }) => naive.last(naive.within(smooth(acc), -Infinity, step)),
        ],
      ),
      [`mean(acc over last 9 smooth ${method})`, ({ acc }) => naive.mean(smooth(naive.lastPoints(acc, 9)))],
      [`mean(acc smooth ${method} over last 9)`, ({ acc }) => naive.mean(naive.lastPoints(smooth(acc), 9))],
      [
        `max((acc - loss) smooth ${method})`,
        ({ acc, loss }) => naive.max(smooth(naive.together(acc, loss, (a, b) => a - b))),
      ],
      [
        `min(acc smooth ${method} - loss)`,
        ({ acc, loss }) => naive.min(naive.together(smooth(acc), loss, (a, b) => a - b)),
      ],
    ]);
  });
});

test.each(smoothed)('smooth %s gives the points that curves show', async (method) => {
  const { rows, names } = await opened.ask(`curves acc of runs smooth ${method} sample none`);
  const [id, value] = [names.indexOf('id'), names.indexOf('value')];
  const curves = new Map<unknown, Points>();
  for (const row of rows) {
    const point = { step: 0, time: 0, value: Number(row[value]) };
    curves.set(row[id], [...(curves.get(row[id]) ?? []), point]);
  }
  await compareAll(opened.ask, [
    [`max(acc smooth ${method})`, (run) => naive.max(curves.get(run.id) ?? [])],
    [`sum(acc smooth ${method})`, (run) => naive.sum(curves.get(run.id) ?? [])],
    [`last(acc smooth ${method})`, (run) => naive.last(curves.get(run.id) ?? [])],
  ]);
});
