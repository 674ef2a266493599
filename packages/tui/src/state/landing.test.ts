import { expect, test } from 'vitest';
import { makeSheet, type TestColumn } from '../../test/make-sheet.ts';
import { opened, type Replies, typed } from '../../test/make-state.ts';
import { tableColumns } from './table-columns.ts';

const size = { columns: 120, rows: 40 };

/** Runs by their numbers, with these columns of numbers. */
function rows(numbers: readonly number[], names: readonly string[] = ['val/acc', 'params.lr', 'pct']) {
  const columns = names.map((name): TestColumn => ({ name, type: 'number', role: 'value', values: numbers }));
  return makeSheet('runs', [
    { name: 'id', type: 'text', role: 'id', values: numbers.map((each) => `r${each}`) },
    { name: 'name', type: 'text', role: 'run', values: numbers.map((each) => `run-${each}`) },
    ...columns,
  ]);
}

const upwards = Array.from({ length: 150 }, (_, index) => index);
const compared = [
  'val/acc',
  'val/acc_base',
  'val/acc_diff',
  'val/acc_ratio',
  'params.lr',
  'pct',
  'pct_base',
  'pct_diff',
];

const answers: Replies = [
  { to: /^runs.* vs /, sheet: rows(upwards, [...compared, 'pct_ratio']) },
  { to: /^runs.*sort by .*desc/, sheet: rows(upwards.toReversed()) },
  { to: /^runs select name, params\.lr, val\/acc/, sheet: rows(upwards, ['params.lr', 'val/acc', 'pct']) },
  { to: /^runs.*where/, sheet: rows(upwards.filter((each) => each % 5 === 0)) },
  { to: 'runs', sheet: rows(upwards) },
];

const start = opened('runs', size, answers);
const down = 'j'.repeat(5);

test('the cursor stays on its run when rows go and come back', () => {
  const filtered = typed(start, `${down}lf`, answers);
  expect(filtered.runs).toMatchObject({ row: 1, id: 'r5' });
  const back = typed(filtered, 'u', answers);
  expect(back.runs).toMatchObject({ row: 5, top: 0, id: 'r5' });
  // Where its run is gone, it goes back to where it was.
  expect(typed(filtered, 'Gu', answers).runs.id).toBe('r145');
  const far = typed(start, '\u0006'.repeat(3), answers);
  expect(far.runs.row).toBeGreaterThan(80);
  expect(typed(far, 'b', answers).runs).toMatchObject({ row: far.runs.row, top: far.runs.top, id: far.runs.id });
});

test('another order takes the cursor along where its run is in sight at the top, and undo takes it back', () => {
  const sorted = typed(start, `${down}ls`, answers);
  expect(sorted.runs).toMatchObject({ row: 0, top: 0, id: 'r149' });
  expect(typed(sorted, 'u', answers).runs).toMatchObject({ row: 5, top: 0, id: 'r5' });
  expect(typed(start, 'Gkkls', answers).runs).toMatchObject({ row: 2, top: 0, id: 'r147' });
});

test('until the other rows are there the cursor stays where it is, and rows from the first on are asked for', () => {
  const waiting = typed(start, `${down}ls`, []);
  expect(waiting.runs).toMatchObject({ row: 5, id: 'r5' });
  expect(typed(waiting, 'j', answers).runs.id).toBe('r149');
});

test('the cursor stays on its column when columns come before it or change their places', () => {
  const column = (keys: string) => {
    const state = typed(start, keys, answers);
    return tableColumns(state)[state.runs.column]?.title;
  };
  expect(column('llb')).toBe('params.lr');
  expect(column('ll<')).toBe('params.lr');
  expect(column('lllb')).toBe('pct');
  expect(column('llbu')).toBe('params.lr');
});
