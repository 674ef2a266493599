import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOfDigits, endOfName, mayBeDate, mayBePercent } from './ascii.ts';
import { patterns } from './patterns.ts';

/** The end of what a pattern finds at an offset. */
function endOf(pattern: string, text: string, offset: number): number | undefined {
  const sticky = new RegExp(pattern, 'uy');
  sticky.lastIndex = offset;
  return sticky.test(text) ? sticky.lastIndex : undefined;
}

const pieces = fc.constantFrom(
  ...['a', 'Z', '_', '0', '7', '12', '2026', 'é', '\u0301', '精', '🎯', '.', '/', '@', '-', '.*', '*', '%', 'e', 'E'],
  ...['+', ' ', ',', '(', ')', '`', "'", '1e5', '5%', '1_0', '2.5e-3', '3.5', 'ms', '-01-02', '=', '\u00a0', '１'],
);
const texts = fc.array(pieces, { maxLength: 7 }).map((parts) => parts.join(''));
const startsName = /^[\p{L}_]/u;

test('what is told by codes is what the patterns find', () => {
  fc.assert(
    fc.property(texts, fc.nat(3), (text, skipped) => {
      const offset = Math.min(skipped, text.length);
      const rest = text.slice(offset);
      if (startsName.test(rest)) {
        const end = endOfName(text, offset);
        if (end !== undefined) {
          expect(end).toBe(endOf(patterns.path, text, offset));
          const prefix = text.startsWith('.*', end) ? end + 2 : undefined;
          expect(prefix).toBe(endOf(patterns.prefixColumns, text, offset));
        }
      }
      const digits = endOfDigits(text, offset);
      if (digits !== undefined) expect(digits).toBe(endOf(patterns.integer, text, offset));
      if (!mayBePercent(text, offset)) expect(endOf(patterns.percent, text, offset)).toBe(undefined);
      if (!mayBeDate(text, offset)) expect(endOf(patterns.date, text, offset)).toBe(undefined);
    }),
    { numRuns: 5000 },
  );
});

test('plain names and numbers need no pattern', () => {
  expect(endOfName('val/acc-1 > 3', 0)).toBe(9);
  expect(endOfName('a.b.*', 0)).toBe(3);
  expect(endOfName('größe', 0)).toBe(undefined);
  expect(endOfDigits('12,3', 0)).toBe(2);
  expect([endOfDigits('12.5', 0), endOfDigits('12ms', 0), endOfDigits('1e5', 0)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
