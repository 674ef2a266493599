import { expect, test } from 'vitest';
import { curvesOfQuery, queryCurves } from './query-curves.ts';

const pane = { smooth: 0, axis: 'step', window: undefined, points: 400, ids: [], mostRuns: 24 } as const;

test('what a query says of its curves is read off it', () => {
  expect(queryCurves('curves val/loss, a - b as gap, metrics.`f 1` of runs x relative smooth ema 0.9')).toEqual({
    metrics: ['val/loss', 'gap', 'f 1'],
    isGrouped: false,
    axis: 'relative',
    x: undefined,
    smooth: 0.9,
    smoothing: undefined,
  });
  const other = queryCurves('curves grad.* of runs group by k band std x tokens smooth mean 3');
  expect(other).toMatchObject({ isGrouped: true, axis: undefined, x: 'tokens', smoothing: 'smooth mean 3' });
  for (const text of ['runs', 'runs where curves', 'curves of', "run 'curves'"])
    expect(queryCurves(text)).toBeUndefined();
});

test('a pane asks for the same curves, of no more runs than can be told apart', () => {
  const text = 'curves val/loss, a - b as gap of runs where k > 1';
  const asks = (shown: Partial<Parameters<typeof curvesOfQuery>[1]>, query = text) =>
    curvesOfQuery(query, { ...pane, metrics: ['val/loss', 'gap'], ...shown });
  expect(asks({})).toBe(`${text} limit 24 sample 400`);
  expect(asks({ metrics: ['gap', 'acc'] })).toBe(
    'curves a - b as gap, metrics.acc of runs where k > 1 limit 24 sample 400',
  );
  expect(asks({ ids: ['r1', 'r2'] })).toBe("curves val/loss, a - b as gap of run 'r1', 'r2' sample 400");
  expect(asks({ smooth: 0.5, axis: 'relative', window: { from: 1, to: 2 } })).toBe(
    `${text} limit 24 time 1s..2s x relative smooth ema 0.5 sample 400`,
  );
  expect(asks({}, `${text} top 3 by gap`)).toBe(`${text} top 3 by gap sample 400`);
  expect(asks({}, `${text} limit 99`)).toBe(`${text} limit 24 sample 400`);
  const banded = 'curves val/loss of runs group by k band ci95';
  expect(asks({ metrics: ['val/loss'] }, banded)).toBe(`${banded} sample 400`);
});

test('what the pane has not changed stays as the query has it', () => {
  const text =
    "curves a of runs limit 3 relative to run 'r' every 10 x tokens smooth mean 3 steps 5..90 sample 40 last";
  const asks = (shown: object) => curvesOfQuery(text, { ...pane, metrics: ['a'], ...shown }) ?? '';
  for (const clause of [
    "relative to run 'r'",
    'every 10',
    'x tokens',
    'smooth mean 3',
    'steps 5..90',
    'sample 40 last',
  ]) {
    expect(asks({})).toContain(clause);
  }
  expect(asks({ smooth: 0.9 })).not.toContain('smooth mean');
  expect(asks({ axis: 'time' })).not.toContain('x tokens');
  expect(asks({ window: { from: 6, to: 7 } })).not.toContain('steps 5..90');
  expect(asks({}).match(/sample/g)).toHaveLength(1);
  expect(asks({ points: 20 })).not.toContain('sample 40');
  for (const points of [undefined, 'every']) expect(asks({ points })).toContain('sample 40 last');
  const plain = (points: 'every' | undefined) =>
    curvesOfQuery('curves a of runs limit 3', { ...pane, metrics: ['a'], points });
  expect([plain('every'), plain(undefined)]).toEqual([
    'curves a of runs limit 3 sample none',
    'curves a of runs limit 3',
  ]);
});
