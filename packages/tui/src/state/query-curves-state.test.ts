import { describe, expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened, type Replies, replies, typed } from '../../test/make-state.ts';
import { wantedAsks } from '../asks/wanted.ts';

const groups = [0.01, 0.01, 0.1, 0.1];
const banded = makeSheet('curves', [
  { name: 'params.lr', type: 'number', role: 'key', values: groups },
  { name: 'metric', type: 'text', role: 'metric', values: groups.map(() => 'val/loss') },
  { name: 'step', type: 'number', role: 'x', values: [0, 100, 0, 100] },
  { name: 'value', type: 'number', role: 'value', values: [1, 0.5, 0.9, 0.2] },
  { name: 'lo', type: 'number', role: 'lo', values: [0.9, 0.4, 0.8, 0.1] },
  { name: 'hi', type: 'number', role: 'hi', values: [1.1, 0.6, 1, 0.3] },
  { name: 'n', type: 'integer', role: 'n', values: [3, 3, 3, 3] },
]);
const text = 'curves val/loss of runs group by params.lr band ci95';
const answers: Replies = [{ to: /^curves/, sheet: banded }];

describe.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
])('a query of curves at $columns x $rows', (size) => {
  const start = opened(text, size, answers);

  test('is drawn, with the groups below what they are made by', () => {
    const shown = frameText(start);
    expect(shown).toContain('val/loss  step');
    expect(shown).toContain('params.lr  ━━━ 0.01  ━━━ 0.1');
    expect(shown).toMatch(/[⠁-⣿]{5}.* 0\.1 /);
    const asked = wantedAsks(start).find(({ slot }) => slot === 'curves')?.text;
    expect(asked).toMatch(new RegExp(`^${text} sample \\d+$`));
  });
});

const wide = { columns: 120, rows: 40 };
const asked = (state: ReturnType<typeof opened>) => wantedAsks(state).find(({ slot }) => slot === 'curves')?.text ?? '';

test('keys go on from what the query says, and marks choose its runs', () => {
  const points = makeSheet('curves', [
    { name: 'id', type: 'text', role: 'id', values: ['r1', 'r1', 'r2'] },
    { name: 'run', type: 'text', role: 'run', values: ['one', 'one', 'two'] },
    { name: 'metric', type: 'text', role: 'metric', values: ['a', 'a', 'a'] },
    { name: 'step', type: 'number', role: 'x', values: [0, 1, 0] },
    { name: 'value', type: 'number', role: 'value', values: [1, 2, 3] },
  ]);
  const own: Replies = [{ to: /^curves/, sheet: points }];
  const state = opened('curves a of runs smooth ema 0.9 x relative', wide, own);
  expect(state.curves).toMatchObject({ smooth: 0.9, axis: 'relative', metrics: ['a'] });
  expect(asked(typed(state, 'e', own))).toContain('smooth ema 0.95');
  expect(asked(typed(state, 'EEEEEEEEE', own))).not.toContain('smooth');
  expect(asked(typed(state, 'w', own))).toContain('x time');
  // Rows of the same run are rows of their own.
  expect(typed(state, 'j', own).runs.row).toBe(1);
  expect(asked(typed(state, 'jj ', own))).toContain("of run 'r2'");
});

test('another query is drawn as ever', () => {
  const both: Replies = [{ to: 'runs', sheet: banded }, ...answers];
  const state = typed(opened(text, wide, both), '/\u0015runs\r', replies);
  expect(state.curves.of).toBeUndefined();
  expect(asked(state)).toContain("of run 'run0000'");
});
