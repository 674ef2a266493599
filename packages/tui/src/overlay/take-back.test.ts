import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened, replies, typed } from '../../test/make-state.ts';
import { reduce } from '../state/reduce.ts';
import type { State } from '../state/state.ts';

const note = makeSheet('runs', [{ name: 'notes', type: 'text', role: 'field', values: ['as it was'] }]);
const answers = [{ to: 'note' as const, sheet: note }, ...replies];
const start = opened('runs', { columns: 120, rows: 40 }, answers);
const lastLine = (state: State) => frameText(state).trimEnd().split('\n').at(-1)?.trim();

/** The state after a change was made with keys, as whoever makes it tells. */
function changed(keys: string): State {
  const state = typed(start, keys, answers);
  const [effect] = state.effects;
  if (effect?.kind !== 'change' || effect.back === undefined) throw new Error('no change that can be taken back');
  const taken = reduce(state, { kind: 'taken', effects: state.effects });
  const message = { kind: 'done', text: effect.done, says: effect.says } as const;
  return reduce(taken, { kind: 'said', message, back: effect.back });
}

test('a name and a note are taken back to what they were', () => {
  const renamed = changed('R\u0015new\r');
  expect(lastLine(renamed)).toBe('renamed · U takes it back   xt rename run0000 new');
  expect(typed(renamed, 'U', answers).effects).toMatchObject([
    { change: { kind: 'set', field: 'name', text: 'sweep-17-0' }, says: 'xt rename run0000 sweep-17-0' },
  ]);
  expect(typed(changed('n more\r'), 'U', answers).effects).toMatchObject([
    { change: { kind: 'set', field: 'notes', text: 'as it was' } },
  ]);
});

test('what is taken back to what the source says is asked about', () => {
  const asking = typed(changed('towner=ada\r'), 'U', answers);
  expect(frameText(asking)).toContain('take back the tag `owner` of 1 run?');
  expect(frameText(asking)).toContain('xt tag run0000 owner --undo');
  expect(typed(asking, 'n', answers).effects).toEqual([]);
  expect(typed(asking, 'y', answers).effects).toMatchObject([{ change: { kind: 'forget-tag', name: 'owner' } }]);
  expect(typed(changed('  Rsame\r'), 'Uy', answers).effects).toMatchObject([
    { change: { kind: 'forget', field: 'name' }, says: 'xt rename run0000 run0001 --undo' },
  ]);
});

test('where there is no query to go back to, u says which key takes back what was done to runs', () => {
  expect(lastLine(typed(changed('tgood\r'), 'u', answers))).toMatch(
    /first query · U takes back what was done to runs$/,
  );
  expect(lastLine(typed(start, 'U', answers))).toMatch(/^no run was changed here; `restore` in the palette/);
});
