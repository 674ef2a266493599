import { textWidth } from '@xt/engine/render';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wantedAsks } from '../src/asks/wanted.ts';
import { frame } from '../src/frame/frame.ts';
import { keyTable } from '../src/keys/key-table.ts';
import type { Event } from '../src/state/event.ts';
import { reduce } from '../src/state/reduce.ts';
import type { State } from '../src/state/state.ts';
import { opened, replies, settled } from './make-state.ts';

const keyName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...keyTable.flatMap(({ keys }) => keys.flatMap((each) => each.split(' ')))) },
  { weight: 1, arbitrary: fc.constantFrom('tab', 'enter', 'escape', 'ctrl-space', 'backspace', 'y', 'up', 'down') },
  { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }) },
);

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc
      .record({ column: fc.nat(240), row: fc.nat(70) })
      .map((cell): Event => ({ kind: 'key', key: { name: 'click', cell } })),
  },
  { weight: 12, arbitrary: keyName.map((name): Event => ({ kind: 'key', key: { name } })) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text): Event => ({ kind: 'paste', text })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ columns: fc.integer({ min: 1, max: 240 }), rows: fc.integer({ min: 1, max: 70 }) })
      .map((size): Event => ({ kind: 'resized', size })),
  },
  { weight: 1, arbitrary: fc.nat(9).map((revision): Event => ({ kind: 'changed', revision })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Event>(
      { kind: 'connection', connection: 'lost' },
      { kind: 'removed', ids: ['run0001'] },
    ),
  },
);

/** Completions of whatever is being typed come now and then. */
function helped(state: State): State {
  const { editor } = state.query;
  if (editor === undefined) return state;
  const of = editor.text.slice(0, editor.cursor);
  const items = [
    { text: 'where', kind: 'keyword' as const },
    { text: '`a 精`', kind: 'metric' as const, runs: 3 },
  ];
  return reduce(state, { kind: 'completed', completion: { of, span: { start: of.length, end: of.length }, items } });
}

test('whatever happens, the state goes on and every frame fills the terminal exactly', () => {
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 40 }), (events) => {
      let state = opened('runs where val/acc > 0.9', { columns: 100, rows: 30 }, replies);
      for (const [index, each] of events.entries()) {
        state = reduce(state, each);
        if (index % 5 === 4) state = helped(settled(state, replies));
      }
      const { effects } = state;
      state = reduce(settled(state, replies), { kind: 'taken', effects });
      expect(state.effects).toEqual([]);
      const lines = frame(state);
      expect(lines.length).toBe(state.size.rows);
      for (const line of lines) {
        expect(line.reduce((width, { text }) => width + textWidth(text), 0)).toBe(state.size.columns);
      }
      // Nothing is asked twice in one slot.
      const slots = wantedAsks(state).map(({ slot }) => slot);
      expect(new Set(slots).size).toBe(slots.length);
    }),
    { numRuns: 60 },
  );
});
