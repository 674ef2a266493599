import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { opened, replies, runsSheet, settled, typed } from '../../test/make-state.ts';
import { wantedAsks } from '../asks/wanted.ts';
import type { Sheet } from '../sheet/sheet.ts';
import { bestOf, metricOfColumn } from './best-rows.ts';
import { reduce } from './reduce.ts';
import type { State } from './state.ts';

const size = { columns: 120, rows: 40 };
const query = 'runs where val/acc > 0.9';

function goalsOf(...goals: readonly (string | null)[]): Sheet {
  return makeSheet('metrics', [
    { name: 'name', type: 'text', role: 'field', values: goals.map(() => 'val/acc') },
    { name: 'goal', type: 'text', role: 'field', values: goals },
  ]);
}

function bests(goals: Sheet): ReturnType<typeof bestOf> {
  const state = opened(query, size, [{ to: 'goals', sheet: goals }, ...replies]);
  const column = runsSheet.columns.find(({ name }) => name === 'val/acc');
  if (column === undefined) throw new Error('the sheet has no val/acc');
  return bestOf(state, column);
}

test.each([
  ['val/acc', 'val/acc'],
  ['metrics.`val acc`', 'val acc'],
  ['best(val/acc)', 'val/acc'],
  ['mean(max(metrics.loss))', 'loss'],
])('%s is of the metric %s', (column, metric) => {
  expect(metricOfColumn(column)).toBe(metric);
});

test('what is best goes by the goal; where projects see it differently nothing is', () => {
  const up = bests(goalsOf('max'));
  expect(up?.best).toBeGreaterThan(up?.worst ?? 0);
  expect(bests(goalsOf('min'))?.best).toBe(up?.worst);
  expect(bests(goalsOf(null, 'max'))).toEqual(up);
  expect(bests(goalsOf('max', 'min'))).toBeUndefined();
  expect(bests(goalsOf(null))).toBeUndefined();
});

test('goals of the metrics in the table are asked for, and again only where they may be other', () => {
  const asks = (state: State) => wantedAsks(state).find(({ slot }) => slot === 'goals');
  const state = opened(query, size, replies);
  const first = asks(state);
  expect(first?.text).toBe("metrics where name in ('val/acc') select name, goal");
  const points = settled(reduce(state, { kind: 'changed', revision: 5, parts: ['runs', 'points'] }), replies);
  expect(asks(points)).toEqual(first);
  expect(asks(reduce(points, { kind: 'changed', revision: 6, parts: ['goals'] }))).not.toEqual(first);
  expect(asks(reduce(points, { kind: 'changed', revision: 6 }))).not.toEqual(first);
  expect(asks(typed(points, 'r', []))).not.toEqual(first);
});
