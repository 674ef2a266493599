import { describe, expect, test } from 'vitest';
import { answer } from '../../test/samples.ts';
import { toCells } from '../cells/to-cells.ts';
import type { BarChart, BoxChart, ParallelChart, TreeChart } from './chart.ts';
import { makeChart } from './make-chart.ts';

// The last run has no accuracy: nothing of it is drawn.
const table = answer('runs', [
  ['params.lr', 'param', 'number', [0.01, 0.1, 0.01, 0.1, 0.1, -1]],
  ['params.opt', 'param', 'text', ['sgd', 'adam', 'sgd', 'adam', 'sgd', 'rmsprop']],
  ['acc', 'value', 'number', [0.7, 0.8, 0.9, 0.95, 0.96, null]],
]);

describe('rows that are left out', () => {
  test('stretch no axis of parallel lines, and add no tick to one', () => {
    const { axes, lines, notes } = makeChart(table, { title: 'q', kind: 'parallel' }) as ParallelChart & Noted;
    expect(lines.map(({ places }) => places[0]?.place)).toEqual([0, 1, 0, 1, 1]);
    expect(axes[1]?.ticks.map(({ text }) => text)).toEqual(['sgd', 'adam']);
    expect(notes).toEqual(['1 of 6 rows without a finite `acc` left out']);
  });

  test('are no category of boxes', () => {
    const { category, points, notes } = makeChart(table, { title: 'q', kind: 'box' }) as BoxChart & Noted;
    expect(category.labels).toEqual(['0.01', '0.1']);
    expect(points.map(({ category: at, value }) => [at, value])).toEqual([
      [0, 0.7],
      [1, 0.8],
      [0, 0.9],
      [1, 0.95],
      [1, 0.96],
    ]);
    expect(notes).toEqual(['1 of 6 rows without a category or a finite `acc` left out']);
  });
});

test('cells of a heat map say how many runs they are of, where they are of several', () => {
  const cells = (lr: readonly number[]) =>
    answer('runs', [
      ['params.lr', 'param', 'number', lr],
      ['params.width', 'param', 'number', lr.map(() => 32)],
      ['acc', 'value', 'number', lr],
    ]);
  const chart = (lr: readonly number[]) => makeChart(cells(lr), { title: 'q', kind: 'heatmap' });
  expect(chart([0.1, 0.1])).toMatchObject({ counted: 'runs', notes: ['a cell is the mean of its runs'] });
  expect(chart([0.1, 0.2])).not.toHaveProperty('counted');
});

test('an axis of times is not logarithmic, which is said', () => {
  const created = answer('runs', [
    ['created', 'field', 'time', [1e15, 2e15]],
    ['acc', 'value', 'number', [1, 2]],
  ]);
  const curves = answer('curves', [
    ['run', 'run', 'text', ['a']],
    ['metric', 'metric', 'text', ['loss']],
    ['time', 'x', 'time', [1e15]],
    ['value', 'value', 'number', [1]],
  ]);
  for (const [table, name] of [
    [created, 'created'],
    [curves, 'time'],
  ] as const) {
    const draw = () => makeChart(table, { title: 'q', log: { x: true } });
    expect(draw).toThrow(`\`${name}\` is a time, which has no place on a log axis`);
  }
});

test('axes of parallel lines have ticks at the values that were tried, where those are few', () => {
  const ticksOf = (numbers: readonly number[]) => {
    const table = answer('runs', [
      ['width', 'param', 'number', numbers],
      ['acc', 'value', 'number', numbers.map((_, at) => at)],
    ]);
    const { axes } = makeChart(table, { title: 'q', kind: 'parallel' }) as ParallelChart;
    return axes[0]?.ticks.map(({ text }) => text);
  };
  expect(ticksOf([16, 32, 64, 32])).toEqual(['16', '32', '64']);
  // One on the other could not be read.
  expect(ticksOf([-1, 0, 0.01, 0.5, 0.99, 1])).toEqual(['-1', '0', '0.5', '1']);
  expect(ticksOf([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual(['2', '4', '6', '8']);
  expect(ticksOf([0.0123456, 0.02, 0.0398765])).toEqual(['0.015', '0.020', '0.025', '0.030', '0.035']);
});

test('axes of parallel lines are logarithmic where that is asked for; what has no place on them is a gap', () => {
  const lines = (log: { readonly x?: boolean }) => {
    const values = answer('runs', [
      ['params.lr', 'param', 'number', [1, 10, 100, -1]],
      ['params.width', 'param', 'number', [1, 2, 3, 4]],
      ['acc', 'value', 'number', [0.1, 0.2, 0.3, 0.4]],
    ]);
    return makeChart(values, { title: 'q', kind: 'parallel', log }) as ParallelChart & Noted;
  };
  const { axes, lines: drawn, notes } = lines({ x: true });
  expect(axes.map(({ title }) => title)).toEqual(['params.lr (log)', 'params.width (log)', 'acc']);
  expect(drawn.map(({ places }) => places[0]?.place)).toEqual([0, 0.5, 1, undefined]);
  expect(notes).toEqual(['1 of 4 lines has a gap where a value is missing, not finite or not above 0']);
  expect(lines({}).axes[0]?.title).toBe('params.lr');
});

test('bars of several keys stand in their order', () => {
  const rows = [
    [1, 64, 10],
    [1, 64, 9],
    [1, null, 9],
    [1, 8, 10],
  ] as const;
  const groups = answer('groups', [
    ['a', 'key', 'number', rows.map(([a]) => a)],
    ['b', 'key', 'number', rows.map(([, b]) => b)],
    ['c', 'key', 'number', rows.map(([, , c]) => c)],
    ['n', 'value', 'number', rows.map((_, at) => at)],
  ]);
  const { series, items } = makeChart(groups, { title: 'q' }) as BarChart;
  expect(series?.labels).toEqual(['8 · 10', '64 · 9', '64 · 10', 'missing · 9']);
  expect(items.map((item) => [series?.labels[item.series ?? -1], item.value])).toEqual([
    ['64 · 10', 0],
    ['64 · 9', 1],
    ['missing · 9', 2],
    ['8 · 10', 3],
  ]);
});

test('siblings of a lineage stand in the order of their names, numbers in them by value', () => {
  const names = ['trial-10', 'sweep', 'trial-9', 'trial-1'];
  const lineage = answer('lineage', [
    ['id', 'id', 'text', ['d', 'a', 'c', 'b']],
    ['name', 'run', 'text', names],
    ['parent', 'field', 'text', ['a', null, 'a', 'a']],
  ]);
  const chart = makeChart(lineage, { title: 'q' });
  expect(toCells(chart, { width: 40, height: 9 }).map((line) => line.map(({ text }) => text).join(''))).toEqual([
    'q',
    'sweep',
    '├─ trial-1',
    '├─ trial-9',
    '└─ trial-10',
  ]);
  const places = (chart as TreeChart).nodes.map(({ label, depth, row }) => [label, depth, row]);
  expect(places).toEqual([
    ['sweep', 0, 1],
    ['trial-1', 1, 0],
    ['trial-9', 1, 1],
    ['trial-10', 1, 2],
  ]);
});

interface Noted {
  readonly notes: readonly string[];
}
