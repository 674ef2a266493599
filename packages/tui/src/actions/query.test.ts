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

test('commands for the shell ask the project and the store that the screen asks', () => {
  const flags = { project: "ada's", store: '/data/x' };
  const own = { ...start, session: { ...start.session, flags } };
  const suffix = `--project "ada's" --store /data/x`;
  const copied = typed(own, 'Y', replies).effects;
  expect(copied).toEqual([{ kind: 'copy', text: `xt query 'runs where val/acc > 0.9' ${suffix}` }]);
  expect(typed(own, 'tgood\r', replies).effects).toMatchObject([{ says: `xt tag run0000 good ${suffix}` }]);
  expect(typed(own, 'Vbest\r', replies).effects).toMatchObject([{ says: `xt query @best ${suffix}` }]);
  expect(typed(own, ':restore\r', replies).effects).toMatchObject([{ says: `xt rm --undo ${suffix}` }]);
});
