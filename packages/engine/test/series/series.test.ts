import { afterAll, beforeAll, describe, test } from 'vitest';
import { aggregates, compareAll, type Opened, openRuns } from './compare.ts';
import type { Points } from './naive.ts';
import * as naive from './naive.ts';
import { hour, type Run } from './runs.ts';

// Every value of a series against loops over the points that were written.

let opened: Opened;
beforeAll(async () => {
  opened = await openRuns();
});
afterAll(() => opened?.stores.close());

const series: readonly (readonly [string, (run: Run) => Points])[] = [
  ['acc', ({ acc }) => acc],
  ['acc over steps 0..20', ({ acc }) => naive.within(acc, 0, 20)],
  ['acc over steps -10..', ({ acc }) => naive.within(acc, -10, Infinity)],
  ['acc over steps ..5.5', ({ acc }) => naive.within(acc, -Infinity, 5.5)],
  [
    'acc over time 1h10m..2h30m',
    ({ acc, started }) => naive.duringTime(acc, started + (7 / 6) * hour, started + 2.5 * hour),
  ],
  ['acc over time ..-1h', ({ acc, started }) => naive.duringTime(acc, -Infinity, started - hour)],
  ['acc over first 3', ({ acc }) => naive.firstPoints(acc, 3)],
  ['acc over last 3', ({ acc }) => naive.lastPoints(acc, 3)],
  ['acc over last 0', () => []],
  ['acc over first 10m', ({ acc }) => naive.firstSeconds(acc, 600)],
  ['acc over last 10m', ({ acc }) => naive.lastSeconds(acc, 600)],
  ['acc over first 25%', ({ acc }) => naive.firstPercent(acc, 25)],
  ['acc over last 25%', ({ acc }) => naive.lastPercent(acc, 25)],
  ['acc over last 20 over first 5', ({ acc }) => naive.firstPoints(naive.lastPoints(acc, 20), 5)],
  ['acc over steps 0.. over last 50%', ({ acc }) => naive.lastPercent(naive.within(acc, 0, Infinity), 50)],
  ['acc over last 30 over last 10m', ({ acc }) => naive.lastSeconds(naive.lastPoints(acc, 30), 600)],
  ['acc - loss', ({ acc, loss }) => naive.together(acc, loss, (a, b) => a - b)],
  ['acc / loss', ({ acc, loss }) => naive.together(acc, loss, (a, b) => a / b)],
  [
    'acc * params.warmup',
    ({ acc, warmup }) => (warmup === null ? [] : acc.map((p) => ({ ...p, value: p.value * warmup }))),
  ],
  ['acc - min(acc)', ({ acc }) => acc.map((p) => ({ ...p, value: p.value - (naive.min(acc) ?? 0) }))],
  [
    '(acc - loss) over last 4',
    ({ acc, loss }) =>
      naive.lastPoints(
        naive.together(acc, loss, (a, b) => a - b),
        4,
      ),
  ],
  [
    'least(acc over last 30, loss over steps 0..)',
    ({ acc, loss }) =>
      naive.together(naive.lastPoints(acc, 30), naive.within(loss, 0, Infinity), (a, b) =>
        Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.min(a, b),
      ),
  ],
];

describe('aggregates', () => {
  test.each(series)('of %s', async (text, points) => {
    await compareAll(
      opened.ask,
      aggregates.map(([name, ask]) => [`${name}(${text})`, (run) => ask(points(run))]),
    );
  });

  test('quantiles', async () => {
    const shares = [0, 0.1, 0.37, 0.5, 0.99, 1];
    await compareAll(
      opened.ask,
      shares.map((share) => [`quantile(acc, ${share})`, ({ acc }) => naive.quantile(acc, share)]),
    );
    await compareAll(opened.ask, [
      [
        'quantile(acc / loss, 0.9)',
        (run) =>
          naive.quantile(
            naive.together(run.acc, run.loss, (a, b) => a / b),
            0.9,
          ),
      ],
    ]);
  });
});

describe('at', () => {
  const at = (points: Points, to: number | null) =>
    to === null ? null : naive.last(naive.within(points, -Infinity, to));
  const lastStep = ({ acc, loss }: Run) => {
    const steps = [...acc, ...loss].map(({ step }) => step);
    return steps.length === 0 ? null : Math.max(...steps);
  };

  test('a step, a time, a share, the best', async () => {
    await compareAll(opened.ask, [
      ['acc at step 10', ({ acc }) => at(acc, 10)],
      ['acc at step params.warmup', ({ acc, warmup }) => at(acc, warmup)],
      ['acc at step (2 * params.warmup + 1)', ({ acc, warmup }) => at(acc, warmup === null ? null : 2 * warmup + 1)],
      ['acc at step argmin(loss)', ({ acc, loss }) => at(acc, naive.argmin(loss))],
      ['acc at step nan', () => null],
      ['acc at step inf', ({ acc }) => naive.last(acc)],
      ['acc at time 1h30m', ({ acc, started }) => naive.last(naive.duringTime(acc, -Infinity, started + 1.5 * hour))],
      ['acc at 50%', (run) => at(run.acc, lastStep(run) === null ? null : 0.5 * (lastStep(run) ?? 0))],
      ['acc at 12.5%', (run) => at(run.acc, lastStep(run) === null ? null : 0.125 * (lastStep(run) ?? 0))],
      ['loss at best(acc)', ({ acc, loss }) => at(loss, naive.argmax(acc))],
      ['acc at min(loss)', ({ acc, loss }) => at(acc, naive.argmin(loss))],
      ['acc at max(loss over last 10)', ({ acc, loss }) => at(acc, naive.argmax(naive.lastPoints(loss, 10)))],
      ['acc at max(acc - loss)', ({ acc, loss }) => at(acc, naive.argmax(naive.together(acc, loss, (a, b) => a - b)))],
      [
        '(acc - loss) at step 20',
        ({ acc, loss }) =>
          at(
            naive.together(acc, loss, (a, b) => a - b),
            20,
          ),
      ],
      ['acc over last 5 at 50%', (run) => at(naive.lastPoints(run.acc, 5), 0.5 * (lastStep(run) ?? Number.NaN))],
    ]);
  });
});
