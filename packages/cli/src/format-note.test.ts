import { expect, test } from 'vitest';
import { formatNote } from './format-note.ts';

test('a file whose ending names another format is told of', () => {
  expect(formatNote('a.png', 'svg')).toBe('`a.png` is written as `svg`, as `--format` says; its ending names `png`');
  expect(formatNote('a.csv', 'json')).toMatch(/^`a\.csv` is written as `json`/);
  expect(formatNote('a.PNG', 'png')).toBeUndefined();
  expect(formatNote('a.json', 'vega-lite')).toBeUndefined();
  expect(formatNote('a.vl.json', 'vega-lite')).toBeUndefined();
  expect(formatNote('a.txt', 'svg')).toBeUndefined();
  expect(formatNote(undefined, 'svg')).toBeUndefined();
});
