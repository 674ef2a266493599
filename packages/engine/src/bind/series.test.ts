import { describe, expect, it } from 'vitest';
import { boundRuns, checkNames, condition, print, said } from './testing/bind-text.ts';

/** What a condition is bound to, without its outermost comparison. */
function bound(text: string): string {
  return condition(`${text} > 1`)
    .split('\n')
    .slice(1, -1)
    .map((line) => line.slice(2))
    .join('\n');
}

function expectBound(text: string, expected: string): void {
  expect(bound(text)).toBe(expected.replaceAll(/^ {4}/gm, '').trim());
}

describe('what is kept of a metric is asked of its summary', () => {
  it.each(['last', 'first', 'min', 'max', 'mean', 'sum', 'std', 'var', 'count', 'argmin', 'argmax'])('%s', (name) => {
    expect(bound(`${name}(val.acc)`)).toBe(`${name} of metric val.acc: number`);
  });

  it.each(['median', 'slope'])('%s is not', (name) => {
    expectBound(`${name}(val.acc)`, `${name} of: number\n  metric val.acc`);
  });
});

describe('series', () => {
  it('have windows and smoothings in the order written', () => {
    expectBound(
      'max(val.acc smooth ema 0.9 over steps 10..20 over last 5)',
      `
    max of: number
      last 5 points
        window of steps
          from constant 10: number
          to constant 20: number
          smooth ema 0.9
            metric val.acc`,
    );
  });

  it('are computed point by point, each series once, all else once a run', () => {
    expectBound(
      'max((val.acc - train.acc) / val.acc * params.warmup - min(val.loss))',
      `
    max of: number
      at each step arithmetic -: number
        arithmetic *: number
          arithmetic /: number
            arithmetic -: number
              point 0: number
              point 1: number
            point 0: number
          param warmup as number: number
        min of metric val.loss: number
        point 0 = metric val.acc
        point 1 = metric train.acc`,
    );
  });

  it('are cut off where `at` says', () => {
    expectBound(
      'val.acc at 50%',
      `
    at of: number
      window of steps
        to arithmetic /: number
          arithmetic *: number
            field step: number
            constant 50: number
          constant 100: number
        metric val.acc`,
    );
    expectBound(
      'val.acc at time 2h',
      `
    at of: number
      window of time
        to arithmetic +: time
          field started: time
          constant 7200s: duration
        metric val.acc`,
    );
    expectBound(
      'test.acc at best(val.loss)',
      `
    at of: number
      window of steps
        to argmin of metric val.loss: number
        metric test.acc`,
    );
  });

  it('are of conditions after `when` and in `any`, `all` and `count`', () => {
    expect(condition('any(loss is nan)')).toBe(
      'any of: bool\n  at each step is nan: bool\n    point 0: number\n    point 0 = metric loss',
    );
    expectBound(
      'count(grad.norm > 10)',
      `
    count-true of: number
      at each step compare >: bool
        point 0: number
        constant 10: number
        point 0 = metric grad.norm`,
    );
    expect(condition('(time when loss < 1) < 2h')).toContain('time-when of: time');
  });

  it('follow the goal of the one metric whose values they have', () => {
    expect(bound('best(val.loss over last 10)')).toMatch(/^min of/);
    expect(bound('best(val.acc smooth ema 0.9)')).toMatch(/^max of/);
  });
});

/** Misuse: its place and what the hint says. */
const wrong: readonly (readonly [string, string, string])[] = [
  ['runs where «val.acc over last 10» > 1', 'not-a-value', 'a function of it: `mean(val.acc over last 10)`'],
  ['runs select «train.loss smooth ema 0.9»', 'not-a-value', 'a function of it: `last(train.loss smooth ema 0.9)`'],
  ['runs where max(«params.lr» over last 10) > 1', 'not-a-series', 'it has one value; over runs: after `group by`'],
  ['runs where any(«params.lr > 1»)', 'not-a-series', 'no metric stands in it'],
  ["runs where (step when «state = 'failed'») > 1", 'not-a-series', 'no metric stands in it'],
  ['runs where max(«step») > 1', 'not-a-series', 'the metric: `metrics.step`'],
  ['runs where «mean(loss)» over last 9 > 1', 'not-a-series', 'inside the function: `mean(loss over last 9)`'],
  [
    'runs group by params.lr select «loss at step 9»',
    'not-aggregated',
    '`mean(loss at step 9)`, `best(loss at step 9)`, or a key of `group by`',
  ],
  ['runs where any(«loss»)', 'not-a-condition', 'compare it, or: `loss is not missing`'],
  ['runs where quantile(loss, «2») > 1', 'out-of-range', 'as in `quantile(val.acc, 0.9)`'],
  ['runs where quantile(loss, «params.lr») > 1', 'out-of-range', 'as in `quantile(val.acc, 0.9)`'],
  ['runs where «quantile(loss)» > 1', 'wrong-arguments', 'as in `quantile(val.acc, 0.9)`'],
  ['runs where mean(loss over last «2.5») > 1', 'out-of-range', 'of steps: `last 10%`; of time: `last 30m`'],
  ['runs where max(loss smooth «emma» 0.9) > 1', 'unknown-word', 'nearest: `ema`'],
  ['runs where max(loss smooth ema «1») > 1', 'out-of-range', 'usual is `smooth ema 0.9`'],
  ['runs where max(loss smooth mean «0») > 1', 'out-of-range', 'usual is `smooth mean 11`'],
  [
    'runs where best(«val.acc / train.acc») > 1',
    'unknown-goal',
    '`min(val.acc / train.acc)` or `max(val.acc / train.acc)`',
  ],
  ['runs where loss at time «5» > 1', 'type-mismatch', 'a duration: `5s`, `5m`, `5h`'],
];

describe('misuse', () => {
  it.each(wrong)('%s %s', (place, code, hint) => {
    const errors = said(place).filter((each) => each.severity === 'error');
    expect(errors.map((each) => [each.code, each.place, each.hint])).toEqual([[code, place, hint]]);
  });
});

describe('notes', () => {
  it('are of every metric in a series; what counts is never lacking', () => {
    const checks = (text: string) => checkNames(boundRuns(`runs where ${text}`).checks);
    expect(checks('max(val.acc / train.acc) > 1')).toEqual([
      'lacking val.acc',
      'lacking train.acc',
      'nan-made val.acc / train.acc',
    ]);
    expect(checks('count(val.acc > 1) > 1')).toEqual([]);
    expect(checks('count(val.acc) > 1')).toEqual([]);
    expect(checks('val.acc at 50% > 1')).toEqual(['lacking val.acc', 'ended-before val.acc']);
  });
});

describe('what may make NaN of finite points', () => {
  /** What is asked of summaries, where they tell in which runs there is one, before the points. */
  const asked = (series: string) => {
    const found = boundRuns(`runs select max(${series}) as a`).checks.find(({ kind }) => kind === 'nan-made');
    const [first, own] = found !== undefined && 'conditions' in found ? found.conditions : [];
    return own === undefined || first?.kind !== 'or' ? undefined : first.items.map(print);
  };
  const below = expect.stringMatching(/^compare <: bool\n {2}min of metric val.acc/);

  it.each([
    ['log', '<='],
    ['log10', '<='],
    ['sqrt', '<'],
  ])('%s does where its series is %s 0', (name, op) => {
    expect(asked(`${name}(val.acc)`)).toContainEqual(
      expect.stringMatching(new RegExp(`^compare ${op}: bool\\n {2}min of metric val.acc`)),
    );
    expect(asked(`${name}(val.acc - 1)`)).toBeUndefined();
  });

  it('others are asked of all points', () => {
    expect(asked('exp(val.acc)')).toBeUndefined();
    // 0 * inf, and the mean of inf and -inf, which finite points of both signs become.
    expect(asked('val.acc * inf')).toBeUndefined();
    expect(asked('(val.acc * inf) smooth median 3')).toBeUndefined();
    expect(asked('val.acc * 2')).toHaveLength(3);
  });

  it('a difference and its size do not', () => {
    expect(asked('val.acc - val.loss')).toHaveLength(6);
    expect(asked('abs(val.acc)')).toHaveLength(3);
    expect(asked('abs(val.acc)')).not.toContainEqual(below);
  });
});
