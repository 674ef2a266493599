import { expect, test } from 'vitest';
import { answer } from '../../test/samples.ts';
import { makeChart } from './make-chart.ts';

function binsOf(values: readonly number[], type: 'number' | 'time' | 'duration' = 'number'): readonly string[] {
  const table = answer('runs', [['x', 'value', type, values]]);
  const chart = makeChart(table, { title: '', kind: 'histogram' });
  return chart.kind === 'histogram' ? chart.bins.map(({ from, to, count }) => `${from} ${to} ${count}`) : [];
}

test('whole numbers stand in the middle of their bins', () => {
  expect(binsOf([1, 1, 2, 2, 2, 3])).toEqual(['0.5 1.5 2', '1.5 2.5 3', '2.5 3.5 1']);
  expect(binsOf([0, 19, 5, 10])).toEqual(['-0.5 4.5 1', '4.5 9.5 1', '9.5 14.5 1', '14.5 19.5 1']);
});

test('what is all the same stands between two empty bins, however large it is', () => {
  expect(binsOf([1e30, 1e30]).map((bin) => bin.split(' ')[2])).toEqual(['0', '2', '0']);
  expect(binsOf([0, 0])).toEqual(['-1.5 -0.5 0', '-0.5 0.5 2', '0.5 1.5 0']);
  expect(binsOf([0.5])).toEqual(['0.425 0.475 0', '0.475 0.525 1', '0.525 0.575 0']);
});

test('times are counted by days, durations by what clocks count in', () => {
  const day = 86_400e6;
  const edges = binsOf([10.5 * day, 11.5 * day, 12.25 * day, 14.75 * day], 'time').map((bin) =>
    Number(bin.split(' ')[0]),
  );
  expect(edges.every((edge) => edge % day === 0)).toBe(true);
  expect(binsOf([0.5, 3601, 7300, 10_900], 'duration').map((bin) => Number(bin.split(' ')[0]) % 1800)).toContain(0);
});
