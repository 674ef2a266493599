import { textWidth } from '@xt/engine/render';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapText } from './wrap-text.ts';

test('lines are broken between words, and a long word where a line ends', () => {
  expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapText('a /very/long/path b', 6)).toEqual(['a', '/very/', 'long/p', 'ath b']);
  expect(wrapText('精度テスト', 4)).toEqual(['精度', 'テス', 'ト']);
  expect(wrapText('', 4)).toEqual([]);
});

test('nothing of a text is lost, and no line is too wide', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z精 ]*$/), fc.integer({ min: 2, max: 12 }), (text, width) => {
      const lines = wrapText(text, width);
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }),
  );
});
