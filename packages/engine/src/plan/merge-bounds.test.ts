import { expect, test } from 'vitest';
import type { BoundExpression } from '../bind/bound.ts';
import { mergeBounds } from './merge-bounds.ts';
import type { Predicate } from './plan.ts';

const span = { start: 0, end: 0 };
const metric = (name: string): BoundExpression => ({
  kind: 'aggregate',
  type: 'number',
  aggregate: 'last',
  metric: { name, ids: [name.length], others: [] },
  span,
});
const constant = (value: number | null): BoundExpression => ({ kind: 'constant', type: 'number', value, span });
const ops = ['=', '!=', '<', '<=', '>', '>='] as const;

/** Each comparison of a value with 1, 2 and 3, on either side, asked for its truth and its falsity. */
const leaves: readonly Predicate[] = ops.flatMap((op) =>
  [1, 2, 3].flatMap((bound) =>
    [true, false].flatMap((isLeft) =>
      [true, false].map((negated): Predicate => {
        const sides = isLeft ? [metric('a'), constant(bound)] : [constant(bound), metric('a')];
        const [left, right] = sides as [BoundExpression, BoundExpression];
        return { kind: 'leaf', condition: { kind: 'compare', type: 'bool', op, left, right, span }, negated };
      }),
    ),
  ),
);

/** Whether a predicate holds of a value. */
function holds(predicate: Predicate, value: number | null): boolean {
  if (predicate.kind !== 'leaf') throw new Error(`no ${predicate.kind} here`);
  const truth = truthOf(predicate.condition, value);
  return truth !== null && truth !== predicate.negated;
}

function truthOf(condition: BoundExpression, value: number | null): boolean | null {
  if (value === null || Number.isNaN(value)) return null;
  if (condition.kind === 'in') return condition.values.includes(value);
  if (condition.kind !== 'compare') throw new Error(`no ${condition.kind} here`);
  const [x = 0, y = 0] = [condition.left, condition.right].map((side) =>
    side.kind === 'constant' ? Number(side.value) : value,
  );
  const truths = { '=': x === y, '!=': x !== y, '<': x < y, '<=': x <= y, '>': x > y, '>=': x >= y };
  return truths[condition.op];
}

test.each(['and', 'or'] as const)('of a few comparisons in an `%s` what is left means the same', (kind) => {
  const every = (items: readonly Predicate[], value: number | null) =>
    kind === 'and' ? items.every((item) => holds(item, value)) : items.some((item) => holds(item, value));
  let fewer = 0;
  for (const [i, first] of leaves.entries()) {
    for (const second of leaves) {
      // A list of equalities is made of many only.
      const bounds = [first, second, leaves[(i * 7) % leaves.length] ?? first];
      const items = [...bounds, ...bounds, ...bounds, ...bounds];
      const merged = mergeBounds(kind, items);
      if (merged.length < items.length) fewer += 1;
      for (const value of [null, Number.NaN, 0.5, 1, 1.5, 2, 2.5, 3, Infinity]) {
        expect(every(merged, value), JSON.stringify([value, items])).toBe(every(items, value));
      }
    }
  }
  expect(fewer).toBeGreaterThan(4000);
});

test('thousands of bounds and equalities of one value are two conditions', () => {
  const compare = (op: '>' | '=', bound: number): Predicate => {
    const condition = { kind: 'compare', type: 'bool', op, left: metric('a'), right: constant(bound), span } as const;
    return { kind: 'leaf', condition, negated: false };
  };
  const items = Array.from({ length: 4000 }, (_, i) => compare(i % 2 === 0 ? '>' : '=', 5000 - i));
  const [least, list, ...more] = mergeBounds('or', items);
  expect(more).toEqual([]);
  expect(least).toEqual(compare('>', 1002));
  expect(list?.kind === 'leaf' && list.condition.kind === 'in' && list.condition.values.length).toBe(2000);
});

test('what is of another value, or of any parent in a list of what it is not, stays', () => {
  const parent = { ...metric('a'), metric: { name: 'a', ids: [1], others: [], kin: ['parent'] } } as BoundExpression;
  const differs = (left: BoundExpression, value: number): Predicate => ({
    kind: 'leaf',
    condition: { kind: 'compare', type: 'bool', op: '!=', left, right: constant(value), span },
    negated: false,
  });
  const many = (of: (i: number) => BoundExpression) => Array.from({ length: 20 }, (_, i) => differs(of(i), i));
  expect(
    mergeBounds(
      'and',
      many(() => metric('a')),
    ),
  ).toHaveLength(1);
  expect(
    mergeBounds(
      'and',
      many((i) => metric(i < 10 ? 'a' : 'bb')),
    ),
  ).toHaveLength(2);
  expect(
    mergeBounds(
      'and',
      many(() => parent),
    ),
  ).toHaveLength(20);
});

test('a bound that is NaN or missing decides nothing, and no list of values has it', () => {
  const compare = (op: '<' | '=', bound: number | null): Predicate => {
    const condition = { kind: 'compare', type: 'bool', op, left: metric('a'), right: constant(bound), span } as const;
    return { kind: 'leaf', condition, negated: false };
  };
  const [nan, missing] = [compare('<', Number.NaN), compare('=', null)];
  expect(mergeBounds('and', [compare('<', 3), nan, compare('<', 2)])).toEqual([compare('<', 2), nan]);
  const values = Array.from({ length: 9 }, (_, i) => compare('=', i));
  expect(mergeBounds('or', [...values, missing, compare('=', Number.NaN)]).slice(1)).toEqual([
    missing,
    compare('=', Number.NaN),
  ]);
});
