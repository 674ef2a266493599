import { expect, test } from 'vitest';
import { harmlessLine, harmlessText } from './harmless.ts';

test('no text of somebody else moves the cursor, sets a title or turns the line around', () => {
  expect(harmlessLine('a\u001b[2Jb\rc\nd\u009b1me\u202ef')).toBe('a·[2Jb·c·d·1me·f');
  expect(harmlessText('a\tb\r\nc\u001b]0;x\u0007')).toBe('a\tb\r\nc·]0;x·');
  expect(harmlessLine('größe 精度 🎯')).toBe('größe 精度 🎯');
});
