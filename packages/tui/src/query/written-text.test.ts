import { expect, test } from 'vitest';
import { writtenText } from './written-text.ts';

test.each([
  ['runs', 'runs sort by val/acc desc', 'sort by val/acc desc'],
  ['runs where a > 1', 'runs where a > 1 and b = 2', 'and b = 2'],
  ['runs where a > 1', "runs where b = 'x'", "where b = 'x'"],
  ['runs limit 3', 'runs limit 3 select a, b', 'select a, b'],
  [
    'runs',
    'runs group by a select count() as runs sort by runs desc',
    'group by a select count() as runs sort by runs desc',
  ],
  ['# c\nruns', '# c\nruns limit 3', 'limit 3'],
  ['curves a of runs', 'curves a of runs smooth ema 0.9', 'smooth ema 0.9'],
  ['runs limit 3', 'runs', undefined],
  ['runs whoops', 'runs limit 3', undefined],
])('%s -> %s', (before, after, written) => {
  expect(writtenText(before, after)).toBe(written);
});
