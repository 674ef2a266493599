import { buildTable, type Table } from '@xt/engine/arrow';
import { describe, expect, test } from 'vitest';
import { answer, sampleNamed, samples } from '../../test/samples.ts';
import { ChartError } from './chart-error.ts';
import { chartKinds } from './description.ts';
import { makeChart } from './make-chart.ts';

const kindOf = (table: Table) => makeChart(table, { title: '' }).kind;
const numbers = [1, 2, 3, 4];

describe('the kind that fits a result', () => {
  test.each([
    ['curves', 'line-smoothed', 'line'],
    ['a comparison', 'strip', 'strip'],
    ['a lineage', 'tree', 'tree'],
    ['groups', 'bar', 'bar'],
    ['groups with an interval', 'point', 'point'],
    ['groups of two numbers', 'heatmap', 'heatmap'],
    ['many params and a metric', 'parallel', 'parallel'],
    ['one number', 'histogram', 'histogram'],
    ['a number and a category', 'box', 'box'],
    ['no rows', 'empty', 'empty'],
  ] as const)('%s', (_, name, kind) => expect(kindOf(sampleNamed(name).table)).toBe(kind));

  test('two numbers are points, whatever else the runs show of themselves', () => {
    const table = answer('runs', [
      ['name', 'run', 'text', ['a', 'b', 'c', 'd']],
      ['state', 'field', 'text', ['x', 'y', 'x', 'y']],
      ['created', 'field', 'time', numbers],
      ['step', 'field', 'integer', numbers],
      ['val/acc', 'value', 'number', numbers],
      ['params.lr', 'param', 'number', numbers],
    ]);
    const chart = makeChart(table, { title: '' });
    // What was chosen stands on x, what came of it on y.
    expect(chart).toMatchObject({ kind: 'scatter', x: { title: 'params.lr' }, y: { title: 'val/acc' } });
  });

  test('few values of a param, each tried several times, are boxes; many are points', () => {
    const runs = (lr: readonly number[]) =>
      answer('runs', [
        ['params.lr', 'param', 'number', lr],
        ['val/acc', 'value', 'number', lr.map((_, at) => at)],
      ]);
    const seeds = runs([0.1, 0.1, 0.1, 0.3, 0.3, 0.3]);
    expect(kindOf(seeds)).toBe('box');
    expect(makeChart(seeds, { title: '', log: { x: true } }).kind).toBe('scatter');
    expect(makeChart(seeds, { title: '', trend: true }).kind).toBe('scatter');
    expect(kindOf(runs([0.1, 0.1, 0.2, 0.2, 0.3, 0.4]))).toBe('scatter');
    expect(kindOf(runs(Array.from({ length: 60 }, (_, at) => at % 20)))).toBe('scatter');
  });

  test('facts of runs are drawn where they are asked for, or where there is nothing else', () => {
    const acc = ['val/acc', 'value', 'number', numbers] as const;
    const always = [
      ['name', 'run', 'text', ['a', 'b', 'c', 'd']],
      ['state', 'field', 'text', ['x', 'y', 'x', 'y']],
      ['created', 'field', 'time', numbers],
      ['step', 'field', 'integer', numbers],
    ] as const;
    expect(kindOf(answer('runs', [...always, acc]))).toBe('histogram');
    expect(kindOf(answer('runs', [['created', 'field', 'time', numbers], acc]))).toBe('scatter');
    expect(kindOf(answer('runs', [['state', 'field', 'text', ['x', 'y', 'x', 'y']], acc]))).toBe('box');
    expect(kindOf(answer('runs', [['step', 'field', 'integer', numbers]]))).toBe('histogram');
    expect(kindOf(buildTable([{ name: 'x', type: 'number', values: numbers }]))).toBe('histogram');
  });

  test('params that are text, but read as numbers in all runs, are numbers', () => {
    const lr = (values: readonly string[]) =>
      answer('runs', [
        ['params.lr', 'param', 'text', values],
        ['val/acc', 'value', 'number', numbers],
      ]);
    expect(kindOf(lr(['0.1', '1e-3', '5', ' 2 ']))).toBe('scatter');
    expect(kindOf(lr(['0.1', 'auto', '0.1', 'auto']))).toBe('box');
  });

  test('a log axis for params that span two powers of ten, and where it is asked for', () => {
    const scatter = (values: readonly number[], log = {}) =>
      makeChart(
        answer('runs', [
          ['params.lr', 'param', 'number', values],
          ['acc', 'value', 'number', numbers],
        ]),
        { title: '', log },
      );
    expect(scatter([0.001, 0.01, 0.1, 1])).toMatchObject({ x: { log: true }, y: { log: false } });
    expect(scatter([1, 2, 3, 99])).toMatchObject({ x: { log: false } });
    expect(scatter([0, 0.01, 0.1, 1])).toMatchObject({ x: { log: false } });
    expect(scatter([1, 2, 3, 4], { y: true })).toMatchObject({ y: { log: true } });
    expect(() => scatter([-1, -2, -3, 0], { x: true })).toThrow('a log axis needs values above zero');
    expect(scatter([0, 1, 2, 3], { x: true })).toMatchObject({
      points: [{ x: 1 }, { x: 2 }, { x: 3 }],
      notes: ['1 of 4 rows without a place for `params.lr` and `acc` left out'],
    });
  });

  test('bars become points on a log axis, which has no zero to begin at', () => {
    const { table } = sampleNamed('bar');
    expect(makeChart(table, { title: '', log: { y: true } }).kind).toBe('point');
    const curves = makeChart(sampleNamed('line-smoothed').table, { title: '', log: { x: true } });
    expect(curves.notes).toEqual(['4 points at `step` 0 or below have no place on a log axis']);
  });
});

describe('a kind that does not fit', () => {
  test('says what it needs', () => {
    const refused = samples.flatMap(({ name, table }) =>
      chartKinds.flatMap((kind) => {
        try {
          makeChart(table, { title: '', kind });
          return [];
        } catch (error) {
          expect(error).toBeInstanceOf(ChartError);
          const { message, hint = '' } = error as ChartError;
          expect(message).toMatch(new RegExp(`^\`${kind}\` needs `));
          expect(hint).toMatch(/^for example: /);
          return [`${name} as ${kind}`];
        }
      }),
    );
    expect(refused).toContain('line-smoothed as bar');
    expect(refused).toContain('histogram as tree');
    expect(refused).toContain('bar as strip');
    expect(refused).not.toContain('bar-series as heatmap');
  });

  test('listings are bars by name', () => {
    const metrics = answer('metrics', [
      ['name', 'field', 'text', ['a', 'b']],
      ['points', 'value', 'integer', [10, 20]],
      ['min', 'value', 'number', [0, 0.5]],
    ]);
    expect(makeChart(metrics, { title: '' })).toMatchObject({
      kind: 'bar',
      category: { title: 'name', labels: ['a', 'b'] },
      panels: [{ title: 'points' }, { title: 'min' }],
    });
  });

  test('of several projects, bars by project and name', () => {
    const params = answer('params', [
      ['project', 'project', 'text', ['p', 'q']],
      ['name', 'field', 'text', ['lr', 'lr']],
      ['runs', 'value', 'integer', [10, 20]],
    ]);
    expect(makeChart(params, { title: '' })).toMatchObject({
      category: { title: 'name', labels: ['p · lr', 'q · lr'] },
    });
  });

  test('nothing to draw, and too much of it', () => {
    const names = answer('runs', [['name', 'run', 'text', ['a', 'b']]]);
    expect(() => kindOf(names)).toThrow('a chart needs numbers, and the result has none');
    expect(() => kindOf(answer('diff', [['a', 'field', 'text', ['x']]]))).toThrow('a difference');
    const many = Array.from({ length: 301 }, (_, at) => at);
    const groups = answer('groups', [
      ['params.trial', 'key', 'number', many],
      ['acc', 'value', 'number', many],
    ]);
    expect(() => makeChart(groups, { title: '', kind: 'bar' })).toThrow(
      '`bar` shows 300 groups at most; the result has 301',
    );
    // Where no kind is asked for, another takes its place and says so.
    expect(makeChart(groups, { title: '' })).toMatchObject({
      kind: 'histogram',
      notes: [
        '`bar` shows 300 groups at most; the result has 301: this is its `histogram`',
        'of 2 columns of numbers `acc` is shown',
      ],
    });
  });

  test('values that have no place are no chart, and the reason is said', () => {
    const nothing = [Number.NaN, null, Number.POSITIVE_INFINITY, null];
    const table = answer('runs', [
      ['params.lr', 'param', 'number', numbers],
      ['acc', 'value', 'number', nothing],
    ]);
    for (const kind of ['scatter', 'histogram', 'box', 'parallel', 'bar'] as const) {
      const chart = makeChart(table, { title: '', kind });
      expect(chart).toMatchObject({ kind: 'empty', reason: 'no value that can be drawn' });
      expect(chart.notes[0]).toMatch(/^4 of 4 rows without .*finite/);
    }
  });
});
