import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareAll, type Opened, openRuns } from './compare.ts';
import type { Points } from './naive.ts';
import * as naive from './naive.ts';
import { hour, type Run, runs } from './runs.ts';

// Conditions over points against loops, and what is said of the points that were left out.

let opened: Opened;
beforeAll(async () => {
  opened = await openRuns();
});
afterAll(() => opened?.stores.close());

describe('conditions over points', () => {
  const isNan = (value: number) => Number.isNaN(value);
  const aboveOne = naive.above(1);
  const below = (bound: number) => (value: number) => (isNan(value) ? null : value < bound);
  const since = (time: number | null, { started }: Run) => (time === null ? null : (time - started) / 1e6);

  test('any, all, count, when', async () => {
    await compareAll(opened.ask, [
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
    await compareAll(opened.ask, [
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
