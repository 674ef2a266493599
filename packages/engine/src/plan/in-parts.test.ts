import { expect, test } from 'vitest';
import type { BoundExpression } from '../bind/bound.ts';
import { inParts } from './in-parts.ts';

const span = { start: 0, end: 0 };
const metric = (id: number) => ({ name: `m${id}`, ids: [id], others: [] });
const last = (id: number): BoundExpression => {
  return { kind: 'aggregate', type: 'number', aggregate: 'last', metric: metric(id), span };
};
const median = (id: number): BoundExpression => {
  const series = { kind: 'metric', metric: metric(id), span } as const;
  return { kind: 'series-value', type: 'number', of: { kind: 'median' }, series, name: '', span };
};
const sizes = (items: readonly BoundExpression[]) => inParts(items, (item) => [item]).map((part) => part.length);
const many = <T>(length: number, make: (i: number) => T) => Array.from({ length }, (_, i) => make(i));

test('few values are one part, none are none', () => {
  expect(sizes([])).toEqual([]);
  expect(sizes([last(1), median(1), last(2)])).toEqual([3]);
});

test('many are cut, in their order', () => {
  expect(sizes(many(250, last))).toEqual([100, 100, 50]);
  expect(sizes(many(60, median))).toEqual([25, 25, 10]);
  expect(inParts(many(250, last), (item) => [item]).flat()).toEqual(many(250, last));
});

test('what is read together counts once', () => {
  expect(sizes(many(500, (i) => median(i % 5)))).toEqual([500]);
  expect(sizes(many(500, (i) => last(i % 100)))).toEqual([500]);
});
