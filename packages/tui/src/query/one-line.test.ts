import { expect, test } from 'vitest';
import { oneLine } from './one-line.ts';

test.each([
  ['runs limit 3', 'runs limit 3'],
  ['runs\n    where a > 1\n    limit 3\n', 'runs where a > 1 limit 3'],
  ['runs\n  where (\n a = 1)', 'runs where ( a = 1)'],
  ['# why\nruns\n  limit 3', '# why\nruns\n  limit 3'],
])('%j', (text, line) => {
  expect(oneLine(text)).toBe(line);
});
