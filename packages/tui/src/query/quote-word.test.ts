import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { quoteWord } from './quote-word.ts';

const words = [
  'runs',
  'runs limit 3',
  "run 'a b'",
  'runs where name = "x"',
  `both ' and "`,
  "a '$HOME' `id` \\ !!",
  'two\nlines',
  '',
  '-x',
  '精度 🎯',
];

test.each(words)('%j is one word for a shell', (word) => {
  expect(execFileSync('sh', ['-c', `printf '%s' ${quoteWord(word)}`], { encoding: 'utf8' })).toBe(word);
});

test('what needs no quotes has none, and what has quotes inside is readable', () => {
  expect(quoteWord('runs.csv')).toBe('runs.csv');
  expect(quoteWord("curves a of run 'x'")).toBe(`"curves a of run 'x'"`);
});
