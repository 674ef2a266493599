import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, lineageSheet, opened, replies, typed } from '../../test/make-state.ts';
import { frame } from '../frame/frame.ts';

const siblings = makeSheet(
  'lineage',
  [
    { name: 'depth', type: 'integer', role: 'value', values: [0, 0] },
    { name: 'name', type: 'text', role: 'run', values: ['sibling-a', 'sibling-b'] },
    { name: 'state', type: 'text', role: 'field', values: ['failed', 'finished'] },
    { name: 'kind', type: 'text', role: 'field', values: ['child', 'child'] },
    { name: 'parent', type: 'text', role: 'field', values: ['p', 'p'] },
    { name: 'xt id', type: 'text', role: 'field', values: ['s1', 's2'] },
    { name: 'val/acc', type: 'number', role: 'value', values: [0.8, 0.99] },
  ],
  { total: 402 },
);
const answers = [{ to: 'siblings' as const, sheet: siblings }, ...replies];
const start = opened('runs', { columns: 120, rows: 40 }, answers);
const after = (keys: string) => typed(start, keys, answers);

test('the tree has the siblings of the run below their parent, says how many more there are, and begins at the run', () => {
  expect(lineageSheet.length).toBe(5);
  const state = after('4z');
  const tree = frameText(state)
    .split('\n')
    .slice(4, 13)
    .map((line) => line.slice(1, -1).trimEnd());
  expect(tree).toEqual([
    '                      val/acc',
    'parent                    0.9',
    '├─ sweep-17-0            0.94    +0.04000  child',
    '│  ├─ fork-a             0.95    +0.01000  fork at 500  running',
    '│  └─ fork-b             0.93    -0.01000  fork at 800',
    '│     └─ grandchild       NaN              resume  failed',
    '├─ sibling-a              0.8     -0.1000  child  failed',
    '└─ sibling-b             0.99    +0.09000  child',
    'and 400 more beside',
  ]);
  expect(state.lists.lineage.row).toBe(2);
});

test('a sibling can be visited, and those of another run are not shown', () => {
  const state = after('4jjjj\r');
  expect(state.runs.visited).toBe('s1');
  const moved = typed(after('4'), '1j', [{ to: 'lineage', sheet: lineageSheet }]);
  expect(frameText(moved)).not.toContain('sibling-a');
});

test('what is searched is marked wherever it stands', () => {
  const state = after('4\u0013sib\r');
  expect(state.lists.lineage.row).toBe(6);
  const marked = frame(state).flatMap((line) => line.filter(({ style }) => style?.tone === 'match'));
  expect(marked.map(({ text }) => text)).toEqual(['sib', 'sib']);
});
