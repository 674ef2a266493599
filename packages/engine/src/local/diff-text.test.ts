import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besideEachOther, type DiffLine, diffText, nearChanges } from './diff-text.ts';

const marks = { same: ' ', removed: '-', added: '+' } as const;

function drawn(lines: readonly DiffLine[]): string {
  return lines.map(({ change, text }) => `${marks[change]}${text}`).join('\n');
}

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
  .map((lines) => lines.map((l) => `${l}\n`).join(''));

describe('two texts', () => {
  it('differ in the fewest lines', () => {
    expect(drawn(diffText('a\nb\nc\nd\n', 'a\nc\nx\nd\n').lines)).toBe(' a\n-b\n c\n+x\n d');
  });

  it('are made of each other by what is removed and added, with numbers that count up', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom(0, 3, 100), (a, b, most) => {
        const { lines } = diffText(a, b, most);
        const side = (without: DiffLine['change']) =>
          lines
            .filter(({ change }) => change !== without)
            .map((line) => `${line.text}\n`)
            .join('');
        expect([side('added'), side('removed')]).toEqual([a, b]);
        for (const which of ['from', 'to'] as const) {
          const numbers = lines.flatMap((line) => line[which] ?? []);
          expect(numbers).toEqual(numbers.map((_, at) => at + 1));
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('differ in as few lines as the longest common part leaves', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const changed = diffText(a, b).lines.filter(({ change }) => change !== 'same').length;
        const [left, right] = [a.split('\n').slice(0, -1), b.split('\n').slice(0, -1)];
        expect(changed).toBe(left.length + right.length - 2 * longestCommon(left, right));
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  it('that differ in too much are removed and added whole, between what they share', () => {
    const { lines, isRough } = diffText('a\n1\n2\nz\n', 'a\n3\n4\nz\n', 1);
    expect(isRough).toBe(true);
    expect(drawn(lines)).toBe(' a\n-1\n-2\n+3\n+4\n z');
  });
});

/** The length of the longest common subsequence, by the table of all prefixes. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const row = table[i];
      if (row === undefined) continue;
      row[j] = a[i - 1] === b[j - 1] ? at(i - 1, j - 1) + 1 : Math.max(at(i - 1, j), at(i, j - 1));
    }
  }
  return at(a.length, b.length);
}

it('shows the lines near a change', () => {
  const { lines } = diffText('1\n2\n3\n4\n5\n6\n7\n', '1\n2\n3\nx\n5\n6\n7\n');
  expect(drawn(nearChanges(lines, 1))).toBe(' 3\n-4\n+x\n 5');
  expect(nearChanges(diffText('a\n', 'a\n').lines, 3)).toEqual([]);
});

it('puts what was removed beside what was added in its place', () => {
  const pairs = besideEachOther(diffText('a\n1\n2\nb\n3\n', 'a\nx\nb\n').lines);
  expect(pairs.map(({ change, from, to }) => [change, from?.text, to?.text])).toEqual([
    ['same', 'a', 'a'],
    ['changed', '1', 'x'],
    ['removed', '2', undefined],
    ['same', 'b', 'b'],
    ['removed', '3', undefined],
  ]);
});
