import { expect, test } from 'vitest';
import { makeSheet } from '../../test/make-sheet.ts';
import { frameText, opened } from '../../test/make-state.ts';

test('a time that has not room for all of it ends behind its day, its minute or its second', () => {
  const moment = Date.parse('2026-11-21T08:52:31Z') * 1000;
  const sheet = makeSheet('runs', [
    { name: 'id', type: 'text', role: 'id', values: ['a', 'b'] },
    { name: 'name', type: 'text', role: 'run', values: ['one', 'two'] },
    { name: 'created', type: 'time', role: 'field', values: [moment, moment + 1_000_000] },
  ]);
  const state = opened('runs', { columns: 120, rows: 24 }, [{ to: /^runs/, sheet }]);
  const shown = [8, 10, 12, 16, 18, 19, 22, 23].map((created) => {
    const text = frameText({ ...state, runs: { ...state.runs, widths: { created } } });
    return /one +(2026[-\d:. …]*?) +│/.exec(text)?.[1];
  });
  const [day, minute, second] = ['2026-11-21', '2026-11-21 08:52', '2026-11-21 08:52:31'];
  expect(shown).toEqual(['2026-11…', day, day, minute, minute, second, second, `${second}.000`]);
});
