import { describe, expect, it } from 'vitest';
import { condition, said } from './testing/bind-text.ts';

/** A condition and what it is bound to; lines without indentation of the test. */
function expectCondition(text: string, expected: string): void {
  expect(condition(text)).toBe(expected.replaceAll(/^ {6}/gm, '').trim());
}

describe('quoted numbers', () => {
  it('are numbers in a list beside a param that has numbers', () => {
    expect(condition("params.lr in ('0.1', '0.2')")).toContain('param lr as number');
  });

  it('and quoted bools are bools beside one that has bools', () => {
    expect(condition("params.use_ema in ('true')")).toContain('param use_ema as bool');
  });

  it('and a text in the same list that is none makes it unknown whether they are equal', () => {
    expect(condition("params.use_ema not in ('true', 'adam')")).toMatch(/true, (null|missing)/);
  });

  it('make no bool of a param that has none', () => {
    expect(condition("params.optimizer = 'true'")).not.toContain('as bool');
  });
});

describe('names', () => {
  it('takes a metric as its last value, whatever its separator', () => {
    expectCondition(
      'val/acc > 0.9',
      `
      compare >: bool
        last of metric val.acc: number
        constant 0.9: number`,
    );
  });

  it('prefers the exact spelling and keeps the other', () => {
    expect(condition('both.ways > 1')).toContain('metric both.ways [4 / 5]');
    expect(condition('both/ways > 1')).toContain('metric both/ways [5 / 4]');
    expect(condition('`both/ways` > 1')).toContain('metric both/ways');
  });

  it('tells a metric from a param by its namespace', () => {
    expect(condition('metrics.lr < 1e-5')).toContain('last of metric lr');
    expect(condition('params.lr < 1e-5')).toContain('param lr');
    expect(condition('config.lr < 1e-5')).toContain('param lr');
  });

  it('falls back to the whole path as a name', () => {
    expect(condition('params.odd > 1')).toContain('last of metric params.odd');
    expect(condition('`metrics/mAP50(B)` > 1')).toContain('metrics/mAP50(B)');
    expect(condition("metrics['metrics/mAP50(B)'] > 0.4")).toContain('metric metrics/mAP50(B)');
  });

  it('lets a field win, with a note', () => {
    expect(condition('step > 10')).toContain('field step: number');
    expect(condition('metrics.step > 10')).toContain('last of metric step');
    expect(condition('run.step > 10')).toContain('field step');
    expect(condition('run.loss > 10')).toContain('metric loss');
    expect(said('runs where «step» > 10')).toEqual([
      { code: 'shadowed', place: 'runs where «step» > 10', hint: 'the metric: `metrics.step`', severity: 'note' },
    ]);
  });

  it('are of the run behind `run.` with a prefix of their own too', () => {
    expect(condition('run.params.lr > 10')).toBe(condition('params.lr > 10'));
    expect(condition('run.metrics.loss > 10')).toBe(condition('metrics.loss > 10'));
    expect(condition('run.parent.params.lr > 10')).toBe(condition('parent.params.lr > 10'));
    expect(said('runs where run.params.nothere > 10')).toMatchObject([{ code: 'unknown-name' }]);
  });

  it('notes a range whose ends are the wrong way round', () => {
    for (const [ends, hint] of [
      ['9 and 1', 'between 1 and 9'],
      ['-1 and -2', 'between -2 and -1'],
    ])
      expect(said(`runs where loss between «${ends}»`)).toEqual([
        {
          code: 'empty-range',
          place: `runs where loss between «${ends}»`,
          hint: expect.stringContaining(hint ?? ''),
          severity: 'note',
        },
      ]);
    expect(said('runs where created not between «2026-11-09 and 2026-11-01»').map(({ code }) => code)).toEqual([
      'empty-range',
    ]);
    for (const ends of ['1 and 9', '2 and 2', 'params.epochs and 3', 'nan and 1'])
      expect(said(`runs where loss between ${ends}`).map(({ code }) => code)).not.toContain('empty-range');
  });

  it('reads words of the language as names where an operand stands', () => {
    expect(condition('limit > 3')).toContain('last of metric limit');
    expect(condition('metrics.nan > 0')).toContain('last of metric nan');
    expect(condition('größe > 10')).toContain('metric größe');
  });

  it('takes an element of a list, else the param of that name', () => {
    expectCondition(
      'params.layers[0] = 64',
      `
      compare =: bool
        element 0 of param layers as number: number
        constant 64: number`,
    );
    expect(condition('params.hidden[0] = 64')).toContain('param hidden.0');
  });

  it('knows who asks, beside user', () => {
    expect(condition('user = me')).toContain("constant 'ann': text");
    expect(condition('me = user')).toContain("constant 'ann': text");
    expect(condition("user in (me, 'bob')")).toContain("in ('ann', 'bob')");
    expect(said('runs where name = «me»')[0]?.code).toBe('unknown-name');
  });
});

describe('types of params', () => {
  it('reads text that always reads as a number as one beside a number', () => {
    expectCondition(
      'params.width > 64',
      `
      compare >: bool
        param width as number: number
        constant 64: number`,
    );
  });

  it('reads a text beside a number by the type of the value', () => {
    expectCondition(
      "params.batch_size = '64'",
      `
      compare =: bool
        param batch_size as number: number
        constant 64: number`,
    );
    expectCondition(
      "params.precision = '64'",
      `
      by type of param precision: bool
        number
          compare =: bool
            param precision as number: number
            constant 64: number
        text
          compare =: bool
            param precision as text: text
            constant '64': text`,
    );
    expect(said("runs where params.batch_size = «'64'»").map(({ code }) => code)).toEqual(['text-as-number']);
  });

  it('compares texts as texts, but for their order where all read as numbers', () => {
    expect(condition("params.width = '064'")).toContain("constant '064': text");
    expect(condition("params.width < '064'")).toContain('constant 64: number');
  });

  it('reads true and false beside a bool', () => {
    expect(condition('params.use_ema')).toBe('param use_ema as bool: bool');
    expect(condition('params.flag_text = true')).toContain('as bool');
    expect(condition("params.use_ema = 'True'")).toContain('constant true: bool');
  });

  it('compares two params by the type that both can have', () => {
    expect(condition('params.batch_size > params.depthwise')).toContain('param depthwise as number');
    expect(condition('params.opt = params.model')).toContain('param model as text');
    expect(condition('params.precision = params.cache')).toMatch(/by type of param precision[\s\S]*number[\s\S]*text/);
  });

  it('takes `in` apart by type', () => {
    expectCondition(
      "params.precision in (16, 'bf16')",
      `
      or: bool
        in (16): bool
          param precision as number: number
        in ('bf16'): bool
          param precision as text: text`,
    );
    expect(condition("params.data not in ('cifar10', 'svhn')")).toMatch(/^not: bool\n {2}in \('cifar10', 'svhn'\)/);
  });

  it('looks into lists and texts with contains', () => {
    expect(condition('params.betas contains 0.95')).toBe('contains 0.95: bool\n  param betas as list: list');
    expect(condition("tags contains 'x'")).toBe("contains 'x': bool\n  field tags: list");
    expect(condition("params.opt contains 'x'")).toContain('as text');
  });
});

describe('logic', () => {
  it('makes two comparisons of between', () => {
    expectCondition(
      'loss not between 1 and 2',
      `
      not: bool
        and: bool
          compare >=: bool
            last of metric loss: number
            constant 1: number
          compare <=: bool
            last of metric loss: number
            constant 2: number`,
    );
  });

  it('keeps `is` of anything for missing, of numbers for nan and finite', () => {
    expect(condition('params.opt is not missing')).toBe('not: bool\n  is missing: bool\n    param opt as shown: mixed');
    expect(condition('val.loss is not finite')).toContain('is finite');
    expect(condition('params.depthwise is nan')).toContain('as number');
  });

  it('takes tags and artifacts as they are', () => {
    expect(condition("tagged 'baseline'")).toBe("tagged 'baseline': bool");
    expect(condition("made like 'best%'")).toBe("made like 'best%': bool");
    expect(said("runs where tagged «'debgu'»")).toMatchObject([
      { code: 'unknown-tag', severity: 'note', hint: expect.stringContaining('`debug`') },
    ]);
  });

  it('compares with infinity', () => {
    expect(condition('max(grad.norm) = inf')).toContain('constant Infinity: number');
  });
});

describe('functions', () => {
  it.each([
    ['abs(val.acc - 0.5) < 0.01', 'call abs: number'],
    ['log10(params.lr) < -3.5', 'constant -3.5: number'],
    ["lower(params.opt) = 'adamw'", 'call lower: text'],
    ['coalesce(test.acc, val.acc, 0) > 0.9', 'call coalesce: number'],
    ['greatest(params.lr, params.wd) > 1', 'param wd as number'],
    ['number(params.precision) > 8', 'call number: number'],
    ["text(params.precision) = '8'", 'call text: text'],
    ['month(created) = 2026-11-01', "constant 'UTC': text"],
    ['argmax(val.acc) < 0.5 * step', 'argmax of metric val.acc'],
    ['count(train.loss) < 100', 'count of metric train.loss'],
    ['mean(reward) > 1', 'mean of metric reward'],
    ['sum(energy.kwh) > 1', 'sum of metric energy.kwh'],
    ['MAX(val.acc) > 1', 'max of metric val.acc'],
    ['best(val.acc) > 0.93', 'max of metric val.acc'],
    ['best(val.loss) < 1', 'min of metric val.loss'],
  ])('%s', (text, expected) => {
    expect(condition(text)).toContain(expected);
  });

  it('takes a value at a step that an expression gives', () => {
    expectCondition(
      'val.acc at step params.warmup < 0.1',
      `
      compare <: bool
        at of: number
          window of steps
            to param warmup as number: number
            metric val.acc
        constant 0.1: number`,
    );
  });
});
