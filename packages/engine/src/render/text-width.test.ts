import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { isNarrow } from './plain-text.ts';
import { cutText, padText, textWidth } from './text-width.ts';

test('a character that is taken to be narrow is so alone and among others', () => {
  for (let code = 0x20; code < 0x3000; code++) {
    const character = String.fromCharCode(code);
    if (!isNarrow(character)) continue;
    expect(stringWidth(character), `U+${code.toString(16)}`).toBe(1);
    expect([...new Intl.Segmenter().segment(`a${character}b`)].length, `U+${code.toString(16)}`).toBe(3);
  }
});

test('marks, wide characters and what turns a character into a picture are measured', () => {
  for (const text of ['e\u0301', '精', '🎯', '↔\ufe0f', 'a\u00adb', '👩‍🚀']) expect(isNarrow(text)).toBe(false);
  expect(textWidth('⣀⠤⠒│┌─┐ é')).toBe(9);
  expect(textWidth('精度 e\u0301')).toBe(6);
});

test('texts are cut and padded to a width', () => {
  expect(cutText('│⣀⠤⠒⠉│', 4)).toBe('│⣀⠤…');
  expect(cutText('精度テスト', 5)).toBe('精度…');
  expect(padText('⣀⣀', 4, true)).toBe('  ⣀⣀');
});
