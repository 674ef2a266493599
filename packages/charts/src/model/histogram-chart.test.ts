import { expect, test } from 'vitest';
import { answer } from '../../test/samples.ts';
import type { Spec } from '../spec/spec.ts';
import { toVegaLite } from '../spec/to-vega-lite.ts';
import type { ChartDescription } from './description.ts';
import { makeChart } from './make-chart.ts';

function binsOf(
  values: readonly number[],
  type: 'number' | 'time' | 'duration' = 'number',
  more: Partial<ChartDescription> = {},
): readonly string[] {
  const table = answer('runs', [['x', 'value', type, values]]);
  const chart = makeChart(table, { title: '', kind: 'histogram', ...more });
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

test('few values that come again have a bar each, whole numbers beside each other a bin of one', () => {
  const again = (values: readonly number[]) => Array.from({ length: 20 }, () => values).flat();
  expect(binsOf(again([0.001, 0.01, 3]))).toEqual(['0.001 0.001 20', '0.01 0.01 20', '3 3 20']);
  expect(binsOf([...again([32, 256]), Number.NaN, 64, Number.POSITIVE_INFINITY])).toEqual([
    '32 32 20',
    '64 64 1',
    '256 256 20',
  ]);
  expect(binsOf(again([0, 1, 2, 5]))).toEqual(
    [20, 20, 20, 0, 0, 20].map((count, at) => `${at - 0.5} ${at + 0.5} ${count}`),
  );
  // Two that are nearly the same are told apart by all of their digits.
  const table = answer('runs', [['x', 'value', 'number', again([0.123456789, 0.123456788])]]);
  const chart = makeChart(table, { title: '', kind: 'histogram' });
  expect(chart.kind === 'histogram' ? chart.bins.map(({ label }) => label) : []).toEqual([
    '0.123456788',
    '0.123456789',
  ]);
});

test('edges are round, on a log axis powers of ten', () => {
  expect(binsOf([0.5, 0.7])).toEqual(['0.5 0.55 1', '0.55 0.6 0', '0.6 0.65 0', '0.65 0.7 1']);
  const log = binsOf([-1, 0.02, 0.3, 4, 50, 600, 700, 1000], 'number', { log: { x: true } });
  expect(log.map((bin) => Number(bin.split(' ')[0])).filter((edge) => Number.isInteger(Math.log10(edge)))).toEqual([
    0.01, 0.1, 1, 10, 100,
  ]);
  expect(log.reduce((sum, bin) => sum + Number(bin.split(' ')[2]), 0)).toBe(7);
});

test('tooltips tell edges without what arithmetic leaves in their last digits', () => {
  const table = answer('runs', [['acc', 'value', 'number', [0.7, 0.7]]]);
  const { data } = toVegaLite(makeChart(table, { title: '', kind: 'histogram' }));
  const rows = (data as Spec)['values'] as readonly { readonly from: number; readonly least: number }[];
  expect(rows.some(({ from }) => String(from).length > 13)).toBe(true);
  expect(rows.filter(({ least }) => String(least).length > 13)).toEqual([]);
});
