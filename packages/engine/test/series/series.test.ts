import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEngine } from '../open-engine.ts';
import type { Points } from './naive.ts';
import * as naive from './naive.ts';

// Every value of a series against loops over the points that were written.

interface Run {
  readonly id: string;
  readonly started: number;
  readonly warmup: number | null;
  readonly acc: Points;
  readonly loss: Points;
}

const hour = 3600e6;
const start = Date.UTC(2026, 9, 20) * 1000;
const runs = makeRuns();

let opened: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  opened = await openEngine();
  for (const time of [0, 1]) await write(time);
});
afterAll(() => opened?.stores.close());

/** First other values at every second step, which are then logged again. */
async function write(time: number): Promise<void> {
  await opened.stores.writer.write({
    source: 'test',
    project: 'one',
    runs: runs.map(({ id, started, warmup }) => ({
      sourceId: id,
      id,
      created: start,
      started,
      ...(warmup !== null && { params: [{ name: 'warmup', type: 'number', text: String(warmup) } as const] }),
    })),
    points: runs.flatMap(({ acc, loss }, run) =>
      Object.entries({ acc, loss }).flatMap(([metric, points]) => {
        const some = time === 0 ? points.filter((_, i) => i % 2 === 0) : points;
        if (some.length === 0) return [];
        const of = (pick: (point: naive.Point) => number) => Float64Array.from(some, pick);
        const values = of(({ value }) => (time === 0 ? value - 1000 : value));
        const order = Float64Array.from(some, (_, i) => 1000 * time + i);
        return [{ run, metric, steps: of(({ step }) => step), times: of((p) => p.time), values, order }];
      }),
    ),
  });
}

/** Irregular, negative and fractional steps, NaN, infinities, ties; series of one point, of none, of NaN alone. */
function makeRuns(): readonly Run[] {
  const finite = fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 3 }) },
  );
  const value = (others: readonly number[]) =>
    others.length === 0 ? finite : fc.oneof({ weight: 6, arbitrary: finite }, fc.constantFrom(...others));
  const step = fc.oneof(
    fc.integer({ min: -3, max: 40 }),
    fc.integer({ min: -30, max: 300 }),
    fc.constantFrom(0.5, 2.25),
  );
  const points = (others: readonly number[], least: number, most: number) =>
    fc
      .uniqueArray(fc.record({ step, gap: fc.integer({ min: -1, max: 9 }), value: value(others) }), {
        minLength: least,
        maxLength: most,
        selector: (point) => point.step + 0,
      })
      .map((some) => {
        let time = start + hour;
        return some
          .toSorted((a, b) => a.step - b.step)
          .map(({ step: at, gap, value: of }) => {
            time += gap * 60e6;
            return { step: at + 0, time, value: of + 0 };
          });
      });
  const sample = (others: readonly number[], least: number, most: number, seed: number) =>
    fc.sample(points(others, least, most), { numRuns: 12, seed });
  const nan = Number.NaN;
  const accs = [
    ...sample([], 2, 60, 1),
    ...sample([nan], 1, 40, 2),
    ...sample([nan, Infinity, -Infinity], 1, 40, 3),
    ...sample([nan], 1, 1, 4),
  ];
  const losses = [
    ...sample([], 20, 60, 5),
    ...sample([nan], 0, 40, 6),
    ...sample([nan, Infinity], 0, 40, 7),
    ...sample([], 0, 3, 8),
  ];
  const made = accs.map((acc, i) => ({
    id: `run-${String(i).padStart(2, '0')}`,
    started: start + (i % 3) * hour,
    warmup: i % 5 === 0 ? null : i % 7,
    acc,
    loss: losses[i] ?? [],
  }));
  const steps = Array.from({ length: 30 }, (_, i) => ({ step: 1e9 + i, time: start + hour + i }));
  const far = steps.map((at, i) => ({ ...at, value: 1e9 + (i % 7) }));
  const none = steps.map((at) => ({ ...at, value: nan }));
  const shared = { started: start, warmup: 3 };
  return [
    ...made,
    { id: 'run-far', ...shared, acc: far, loss: far },
    { id: 'run-nan', ...shared, acc: none, loss: far },
    { id: 'run-none', ...shared, acc: [], loss: [] },
    { id: 'run-only-loss', ...shared, acc: [], loss: far },
  ];
}

type Value = number | boolean | null;
type Case = readonly [string, (run: Run) => Value];

/** The value of every run, compared to so many digits of the largest number that takes part. */
async function compareAll(cases: readonly Case[], digits = 1e-12): Promise<void> {
  const columns = cases.map(([text], i) => `${text} as v${i}`);
  const { rows } = await opened.ask(`runs sort by id select run.id, ${columns.join(', ')}`);
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

const aggregates: readonly (readonly [string, (points: Points) => number | null])[] = [
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
    await compareAll(aggregates.map(([name, ask]) => [`${name}(${text})`, (run) => ask(points(run))]));
  });

  test('quantiles', async () => {
    const shares = [0, 0.1, 0.37, 0.5, 0.99, 1];
    await compareAll(shares.map((share) => [`quantile(acc, ${share})`, ({ acc }) => naive.quantile(acc, share)]));
    await compareAll([
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
    await compareAll(some.map(([name, ask]) => [`${name}(acc smooth ${method})`, ({ acc }) => ask(smooth(acc))]));
    const places = [-5, 0, 3, 17, 250];
    await compareAll([
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
  await compareAll([
    [`max(acc smooth ${method})`, (run) => naive.max(curves.get(run.id) ?? [])],
    [`sum(acc smooth ${method})`, (run) => naive.sum(curves.get(run.id) ?? [])],
    [`last(acc smooth ${method})`, (run) => naive.last(curves.get(run.id) ?? [])],
  ]);
});

describe('at', () => {
  const at = (points: Points, to: number | null) =>
    to === null ? null : naive.last(naive.within(points, -Infinity, to));
  const lastStep = ({ acc, loss }: Run) => {
    const steps = [...acc, ...loss].map(({ step }) => step);
    return steps.length === 0 ? null : Math.max(...steps);
  };

  test('a step, a time, a share, the best', async () => {
    await compareAll([
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

describe('conditions over points', () => {
  const isNan = (value: number) => Number.isNaN(value);
  const aboveOne = naive.above(1);
  const below = (bound: number) => (value: number) => (isNan(value) ? null : value < bound);
  const since = (time: number | null, { started }: Run) => (time === null ? null : (time - started) / 1e6);

  test('any, all, count, when', async () => {
    await compareAll([
      ['any(acc > 1)', ({ acc }) => naive.any(acc, aboveOne)],
      ['any(acc > 5000)', ({ acc }) => naive.any(acc, naive.above(5000))],
      ['any(acc is nan)', ({ acc }) => naive.any(acc, isNan)],
      ['all(acc > 1)', ({ acc }) => naive.all(acc, aboveOne)],
      ['all(acc > -5000)', ({ acc }) => naive.all(acc, naive.above(-5000))],
      ['all(acc is not nan)', ({ acc }) => naive.all(acc, (value) => !isNan(value))],
      ['all(acc is nan)', ({ acc }) => naive.all(acc, isNan)],
      ['any(acc is not nan)', ({ acc }) => naive.any(acc, (value) => !isNan(value))],
      ['any(1 > acc)', ({ acc }) => naive.any(acc, below(1))],
      ['all(5000 > acc)', ({ acc }) => naive.all(acc, below(5000))],
      ['any(not acc > 1)', ({ acc }) => naive.any(acc, (v) => (isNan(v) ? null : v <= 1))],
      ['all(not acc > 5000)', ({ acc }) => naive.all(acc, (v) => (isNan(v) ? null : v <= 5000))],
      ['count(acc is nan)', ({ acc }) => naive.countOf(acc, isNan)],
      ['count(acc is not nan)', ({ acc }) => naive.countOf(acc, (value) => !isNan(value))],
      ['all(acc over last 2 > 1)', ({ acc }) => naive.all(naive.lastPoints(acc, 2), aboveOne)],
      ['count(acc > 1)', ({ acc }) => naive.countOf(acc, aboveOne)],
      ['count(not acc > 1)', ({ acc }) => naive.countOf(acc, (v) => (isNan(v) ? null : v <= 1))],
      ['count(acc is finite)', ({ acc }) => naive.countOf(acc, Number.isFinite)],
      ['step when acc > 1', ({ acc }) => naive.stepWhen(acc, aboveOne)],
      ['step when acc is nan', ({ acc }) => naive.stepWhen(acc, isNan)],
      ['number(time when acc > 1)', (run) => since(naive.timeWhen(run.acc, aboveOne), run)],
    ]);
  });

  test('of several series, and of values of the run', async () => {
    const both = ({ acc, loss }: Run, holds: (a: number, b: number) => boolean | null) => {
      const truths = naive.together(acc, loss, (a, b) => {
        const truth = holds(a, b);
        return truth === null ? Number.NaN : Number(truth);
      });
      return { points: truths, truth: (value: number) => (isNan(value) ? null : value === 1) };
    };
    const less = (run: Run) => both(run, (a, b) => (isNan(a) || isNan(b) ? null : a < b));
    const either = (run: Run) => both(run, (a, b) => (a > 100 || b > 100 ? true : isNan(a) || isNan(b) ? null : false));
    await compareAll([
      ['any(acc < loss)', (run) => naive.any(less(run).points, less(run).truth)],
      ['all(acc < loss)', (run) => naive.all(less(run).points, less(run).truth)],
      ['count(acc < loss)', (run) => naive.countOf(less(run).points, less(run).truth)],
      ['step when acc > 100 or loss > 100', (run) => naive.stepWhen(either(run).points, either(run).truth)],
      [
        'number(time when acc > 100 or loss > 100)',
        (run) => since(naive.timeWhen(either(run).points, either(run).truth), run),
      ],
      [
        'count(acc > params.warmup)',
        ({ acc, warmup }) => (warmup === null ? 0 : naive.countOf(acc, naive.above(warmup))),
      ],
      [
        'any(acc > params.warmup)',
        ({ acc, warmup }) => naive.any(acc, (v) => (warmup === null || isNan(v) ? null : v > warmup)),
      ],
      ['count(acc > mean(acc))', ({ acc }) => naive.countOf(acc, (v) => v > (naive.mean(acc) ?? 0))],
    ]);
  });

  test('in where, with not', async () => {
    const found = async (condition: string) => {
      const { rows } = await opened.ask(`runs where ${condition} sort by id select run.id`);
      return rows.map(([id]) => id);
    };
    const wanted = (holds: (run: Run) => boolean) =>
      runs
        .filter(holds)
        .map(({ id }) => id)
        .sort();
    expect(await found('any(acc is nan)')).toEqual(wanted(({ acc }) => naive.any(acc, isNan) === true));
    expect(await found('not any(acc is nan)')).toEqual(wanted(({ acc }) => naive.any(acc, isNan) === false));
    expect(await found('not all(acc > 1)')).toEqual(wanted(({ acc }) => naive.all(acc, aboveOne) === false));
    expect(await found('count(acc > 1) = 0')).toEqual(wanted(({ acc }) => naive.countOf(acc, aboveOne) === 0));
    expect(await found('(step when acc > 1) is missing')).toEqual(
      wanted(({ acc }) => naive.stepWhen(acc, aboveOne) === null),
    );
    expect(await found('any(acc is nan) or params.warmup = 3')).toEqual(
      wanted(({ acc, warmup }) => naive.any(acc, isNan) === true || warmup === 3),
    );
  });
});

describe('notes', () => {
  const notes = async (text: string) => {
    const { result } = await opened.ask(`runs select ${text}`);
    return result.diagnostics.map(({ message }) => message);
  };
  const told = (count: number) => (count === 1 ? '1 run' : `${count} runs`);
  const lastStep = (points: Points) => points.at(-1)?.step ?? Number.NaN;
  const runStep = ({ acc, loss }: Run) => Math.max(...[...acc, ...loss].map(({ step }) => step));
  const counted = (holds: (run: Run) => boolean) => told(runs.filter(holds).length);

  test('count the runs that ended before', async () => {
    const steps = counted(({ acc }) => lastStep(acc) < 30);
    expect(await notes('acc at step 30')).toEqual([`${steps} have no \`acc\` as late as step 30`]);
    const share = counted((run) => lastStep(run.acc) < (runStep(run) * 75) / 100);
    expect(await notes('acc at 75%')).toEqual([`${share} have no \`acc\` as late as 75%`]);
    const time = counted(
      ({ acc, started }) => Math.max(...acc.map((p) => p.time)) < started + 1.5 * hour && acc.length > 0,
    );
    expect(await notes('acc at time 1h30m')).toEqual([`${time} have no \`acc\` as late as time 1h30m`]);
    const best = counted(({ acc, loss }) => lastStep(acc) < (naive.argmin(loss) ?? Number.NaN));
    expect(await notes('acc at best(loss)')).toContain(`${best} have no \`acc\` as late as best(loss)`);
  });

  test('count the runs whose NaN points were passed over, of the points that were asked for', async () => {
    const hasNan = (points: Points) => points.some(({ value }) => Number.isNaN(value));
    const said = (name: string, holds: (run: Run) => boolean) => [
      `\`${name}\` has NaN points in ${counted(holds)}, which the aggregate passes over`,
    ];
    expect(await notes('max(acc)')).toEqual(said('acc', ({ acc }) => hasNan(acc)));
    expect(await notes('max(acc over last 3)')).toEqual(
      said('acc over last 3', ({ acc }) => hasNan(naive.lastPoints(acc, 3))),
    );
    expect(await notes('max(acc / loss), min(acc / loss)')).toEqual(
      said('acc / loss', ({ acc, loss }) => hasNan(naive.together(acc, loss, (a, b) => a / b))),
    );
    expect(await notes('max(acc - loss)')).toEqual(
      said('acc - loss', ({ acc, loss }) => hasNan(naive.together(acc, loss, (a, b) => a - b))),
    );
    expect(await notes('count(acc > 1), any(acc is nan), last(acc)')).toEqual([]);
  });
});
