import { expect, test } from 'vitest';
import { opened, replies, typed } from '../../test/make-state.ts';
import { reduce } from '../state/reduce.ts';
import type { State } from '../state/state.ts';

const start = opened('runs', { columns: 120, rows: 40 }, replies);

/** The state after what came in one packet each. */
const sent = (state: State, ...packets: readonly string[]) =>
  packets.reduce((next, packet) => typed(next, packet, replies), state);

test('an escape and the key behind it that come together are both pressed', () => {
  const help = sent(start, '?', '\u001bj');
  expect(help.overlay).toBeUndefined();
  expect(help.runs.row).toBe(1);
  const editor = sent(start, '/ limit 3', '\u001b', '\u001bl');
  expect(editor.query.editor).toBeUndefined();
  expect(editor.runs.column).toBe(1);
  expect(sent(start, '6', '\u001bjj').runs.row).toBe(2);
  expect(sent(start, 'V', '\u001b?').overlay?.kind).toBe('help');
  expect(sent(start, '?', '\u001b\r').layout.focus).toBe('details');
});

test('with alt stays what has a meaning with it, and keys that terminals send as one', () => {
  const line = sent(start, '/', '\u0015runs limit', '\u001bb');
  expect(line.query.editor).toMatchObject({ text: 'runs limit', cursor: 5 });
  expect(sent(line, '\u001b\r').query.editor?.text).toContain('\n');
  expect(sent(start, 'V', 'a b\u001bb').overlay).toMatchObject({ cursor: 2 });
  expect(sent(start, 'V', '\u001b[1;3A').overlay?.kind).toBe('prompt');
  const bindings = [...start.bindings, { keys: ['alt-j'], where: 'runs', action: 'last' } as const];
  const bound = reduce({ ...start, bindings }, { kind: 'key', key: { name: 'alt-j' } });
  expect(bound.runs.row).toBe(11);
});
