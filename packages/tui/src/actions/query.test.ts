import { expect, test } from 'vitest';
import { frameText, opened, replies, typed } from '../../test/make-state.ts';

const query = 'runs where val/acc > 0.9';
const start = opened(query, { columns: 120, rows: 40 }, replies);
const lastLine = (keys: string) =>
  frameText(typed(start, keys, replies))
    .trimEnd()
    .split('\n')
    .at(-1)
    ?.trim();

test('going back says what it took back, going forward what it wrote', () => {
  expect(lastLine('s')).toBe('wrote   sort by name desc');
  expect(lastLine('su')).toBe('took back   sort by name desc');
  expect(lastLine('su\u0012')).toBe('wrote again   sort by name desc');
  expect(typed(start, 'su', replies).query.text).toBe(query);
});

test('where more changed than clauses, it says which query is there now', () => {
  expect(lastLine('/ limit 3\ru')).toBe('took back   limit 3');
  expect(lastLine('lll/ and step > 3\ru')).toBe('took back   and step > 3');
  expect(lastLine('/\u0015runs limit 3\ru')).toBe(`now   ${query}`);
  expect(lastLine('sSu')).toBe(`now   ${query} sort by name desc`);
  expect(lastLine('/\u0015runs\ru')).toBe(`now   ${query}`);
});

test('where there is nothing to go back to, or forward, it says so', () => {
  expect(lastLine('u')).toBe('nothing to take back: this is the first query');
  expect(lastLine('suu')).toBe('nothing to take back: this is the first query');
  expect(lastLine('\u0012')).toBe('nothing to do again: this is the last query');
});
