import { parse } from '@xt/grammar';
import { expect, it } from 'vitest';
import { referencedRuns } from './referenced-runs.ts';

it.each([
  ["run 'a', 'b', 'a'", ['a', 'b']],
  ["runs where name = 'a'", []],
  ["runs where child of ('a', 'b') or sibling of 'c'", ['a', 'b', 'c']],
  ["runs where descendant of (run 'p')", ['p']],
  ["runs vs 'baseline' on val.acc", ['baseline']],
  ["curves loss of run 'a' relative to run 'b'", ['b', 'a']],
  ["compare val.acc between (run 'a') and run 'b', 'c'", ['a', 'b', 'c']],
])('%s', (text, names) => {
  const query = parse(text).value;
  expect(query && [...referencedRuns(query)].sort()).toEqual([...names].sort());
});
