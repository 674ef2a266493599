import { hasErrors, parse } from '@xt/grammar';
import { expect, test } from 'vitest';
import { liveRunsOf } from './live-runs.ts';

const cases: readonly (readonly [query: string, set: string])[] = [
  ['runs', 'runs'],
  ['runs where val.loss < 1 sort by name limit 3 select name', 'runs where val.loss < 1 sort by name limit 3'],
  ["curves val.loss of run 'a', 'b' smooth ema 0.9", "run 'a', 'b'"],
  ['curves val.loss of (runs limit 2) where params.lr > 1 smooth ema 0.9', '(runs limit 2) where params.lr > 1'],
  ["runs where state = 'running' group by params.lr select mean(val.loss)", "runs where state = 'running'"],
  ["lineage of run 'a' up 2", "run 'a'"],
  ['metrics of runs where points > 3', 'runs'],
  ['projects', 'runs'],
  ["diff run 'a', 'b'", "run 'a', 'b'"],
];

for (const [query, set] of cases) {
  test(`the runs behind \`${query}\` that are not over`, () => {
    const text = liveRunsOf(query) ?? '';
    expect(text).toBe(`(${set}) where state in ('queued', 'running') limit 1 select id`);
    expect(hasErrors(parse(text).diagnostics)).toBe(false);
  });
}

test('of what is no query there are none', () => {
  expect(liveRunsOf('where am I')).toBeUndefined();
});
