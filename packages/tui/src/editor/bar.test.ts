import { textWidth } from '@xt/engine/render';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bar } from './bar.ts';

const textOf = (shown: ReturnType<typeof bar>) => shown.line.map(({ text }) => text).join('');

test('a text that fits is shown from its start, words in their colours', () => {
  const shown = bar('runs limit 3', { width: 40, focus: 12, cursor: 12 });
  expect(textOf(shown)).toBe('runs limit 3 ');
  expect(shown.line.at(0)).toEqual({ text: 'runs', style: { tone: 'keyword', bold: true } });
  expect(shown.line.at(-1)).toEqual({ text: ' ', style: { inverse: true } });
  expect(shown.cellOf(5)).toBe(5);
});

test('a longer one is cut around the place that must be seen', () => {
  const text = `runs where ${Array.from({ length: 30 }, (_, index) => `m${index} > ${index}`).join(' and ')}`;
  expect(textOf(bar(text, { width: 20, focus: 0 }))).toBe('runs where m0 > 0 a…');
  expect(textOf(bar(text, { width: 20, focus: text.length }))).toMatch(/^….* > 29 $/);
  const middle = bar(text, { width: 30, focus: text.indexOf('m15') });
  expect(textOf(middle)).toMatch(/^….*m15 > 1.*…$/);
  expect(textOf(middle).slice(middle.cellOf(text.indexOf('m15')))).toMatch(/^m15/);
});

test('lines, control characters and wide characters each have their cells', () => {
  const shown = bar("runs # c\nwhere name = '精\u001b度'", { width: 60, focus: 0 });
  expect(textOf(shown)).toBe("runs # c↵where name = '精␛度' ");
  expect(shown.cellOf("runs # c\nwhere name = '精".length)).toBe(25);
});

test('what is wrong is underlined', () => {
  const shown = bar('runs foo', { width: 20, focus: 0, wrong: { start: 5, end: 8 } });
  expect(shown.line).toContainEqual({ text: 'foo', style: { tone: 'error', underline: true } });
});

test('a line is never wider than its room, and the focus is always in it', () => {
  const letter = fc.constantFrom('a', ' ', '精', '🎯', '\n', "'", '\u001b', '.', 'runs ', 'e\u0301');
  fc.assert(
    fc.property(
      fc.array(letter, { maxLength: 80 }),
      fc.nat(100),
      fc.integer({ min: 2, max: 60 }),
      (parts, at, width) => {
        const text = parts.join('');
        const cursor = Math.min(at, text.length);
        const shown = bar(text, { width, focus: cursor, cursor });
        const cells = textWidth(textOf(shown));
        expect(cells).toBeLessThanOrEqual(width);
        expect(shown.cellOf(cursor)).toBeLessThan(width);
        expect(textOf(shown)).not.toMatch(/\p{Cc}/u);
      },
    ),
    { numRuns: 400 },
  );
});
