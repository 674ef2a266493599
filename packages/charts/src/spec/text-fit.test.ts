import { expect, test } from 'vitest';
import { textPixels, wrapText } from './text-fit.ts';

test('texts are cut between words, long words after the signs that join names', () => {
  expect(wrapText('runs where  a = 1\n and b', 70, 10, 9)).toEqual(['runs where', 'a = 1 and b']);
  expect(wrapText('params.momentum (log)', 60, 10, 9)).toEqual(['params.', 'momentum', '(log)']);
  expect(wrapText('abcdefghijklmnop', 60, 10, 9)).toEqual(['abcdefghij', 'klmnop']);
  expect(wrapText('', 60, 10, 9)).toEqual([]);
});

test('what finds no room in so many lines ends with a sign of it', () => {
  expect(wrapText('one two three four five', 50, 10, 2)).toEqual(['one two', 'three…']);
});

test('wide characters are wide', () => {
  expect(textPixels('漢字', 10)).toBe(20);
  expect(textPixels('ab', 10)).toBeCloseTo(11.6);
});
