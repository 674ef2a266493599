import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened, type Replies, typed } from '../../test/make-state.ts';
import { wantedAsks } from '../asks/wanted.ts';
import { reduce } from './reduce.ts';

const size = { columns: 120, rows: 40 };

function runs(names: readonly string[]) {
  return makeSheet('runs', [
    { name: 'id', type: 'text', role: 'id', values: names },
    { name: 'name', type: 'text', role: 'run', values: names.map((name) => `run-${name}`) },
  ]);
}

const answers: Replies = [
  { to: /parent is missing/, sheet: runs(['parent', 'alone']) },
  { to: 'children', sheet: runs(['parent']) },
  { to: /child of 'parent'/, sheet: runs(['c1', 'c2']) },
  { to: 'runs', sheet: runs(['c1', 'parent', 'c2', 'alone']) },
];
const start = opened('runs', size, answers);
const open = typed(start, 'j.', answers);

test('runs that stand below another and among the rows are told apart: the cursor stays on the one that it is on', () => {
  const below = typed(open, 'j', answers);
  expect(below.runs).toMatchObject({ row: 2, id: 'c1' });
  const changed = reduce(below, { kind: 'changed', revision: 9 });
  const asks = wantedAsks(changed).filter(({ slot }) => slot === 'runs' || slot.startsWith('below '));
  const again = asks.reduce((state, ask) => {
    const sheet = ask.slot === 'runs' ? runs(['new', 'c1', 'parent', 'c2', 'alone']) : runs(['c1', 'c2']);
    return reduce(reduce(state, { kind: 'asked', asks: [ask] }), { kind: 'answered', ask, sheet });
  }, changed);
  expect(again.runs).toMatchObject({ row: 3, id: 'c1' });
});

test('it says how many, and the key that shows runs without a parent alone, with the others below theirs', () => {
  const last = frameText(open).trimEnd().split('\n').at(-1) ?? '';
  expect(last).toContain('2 of these 2 runs stand among the rows, too · p shows runs without a parent alone');
  const roots = typed(open, 'p', answers);
  expect(roots.query.text).toBe('runs where parent is missing');
  expect(frameText(roots)).not.toContain('run-c1');
  const opened = typed(roots, 'gg.', answers);
  expect(frameText(opened)).toMatch(/▾ run-parent[^\n]*\n[^\n]*run-c1[^\n]*\n[^\n]*run-c2[^\n]*\n[^\n]*run-alone/);
  expect(frameText(opened)).not.toContain('among the rows');
  expect(typed(opened, 'p', answers).query.text).toBe('runs where parent is missing');
  expect(typed(roots, 'u', answers).query.text).toBe('runs');
});
