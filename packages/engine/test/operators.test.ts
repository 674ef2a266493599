import { afterAll, beforeAll, expect, test } from 'vitest';
import { now, openEngine } from './open-engine.ts';

const hour = 3600e6;
const opened = await openEngine();
const { stores, ask } = opened;

beforeAll(async () => {
  const runs = [
    {
      name: 'a',
      gitDirty: true,
      user: 'ann',
      params: [{ name: 'layers', type: 'list' as const, text: '[64, "x", [1]]' }],
    },
    { name: 'b', gitDirty: false, user: 'bob', tags: [{ name: 'team', value: '7' }, { name: 'good' }] },
    {
      name: 'c',
      notes: 'it\'s 100% \\ "fine"',
      ended: now - hour,
      params: [{ name: 'layers', type: 'list' as const, text: '["64"]' }],
    },
  ];
  await stores.writer.write({
    source: 'test',
    project: 'p',
    runs: runs.map((run, at) => ({
      sourceId: run.name,
      id: `id-${run.name}`,
      created: now - at * 24 * hour,
      started: now - 3 * hour,
      ...run,
    })),
    edges: [
      { parent: 0, child: 1, kind: 'fork', step: 3 },
      { parent: 1, child: 2, kind: 'child' },
    ],
    artifacts: [
      { run: 0, name: 'imagenet', type: 'dataset', role: 'used', digest: 'd1' },
      { run: 1, name: 'best.pt', type: 'checkpoint', role: 'made', digest: 'd2' },
      { run: 1, name: 'best-2.pt', type: 'checkpoint', role: 'made', digest: 'd3' },
    ],
    points: [
      {
        run: 0,
        metric: 'loss',
        steps: Float64Array.of(-5, 0, 2.5),
        times: Float64Array.of(now, now, now),
        values: Float64Array.of(1, Number.POSITIVE_INFINITY, 0.25),
        order: Float64Array.of(1, 2, 3),
      },
    ],
  });
});
afterAll(() => stores.close());

test.each([
  ["parent = 'id-a'", 'b'],
  ['parent is missing', 'a'],
  ['parent is not missing', 'bc'],
  ["not parent = 'id-a'", 'c'],
  ['children > 0', 'ab'],
  ['depth between 1 and 2', 'bc'],
  ['git.dirty', 'a'],
  ['git.dirty in (true)', 'a'],
  ['(loss > 0) in (true)', 'a'],
  ['(loss > 9) in (true, false)', 'a'],
  ['not git.dirty', 'b'],
  ['git.dirty is missing', 'c'],
  ["user != 'ann'", 'b'],
  ['user = me', 'a'],
  ["project in ('p', 'p')", 'abc'],
  ["used 'imagenet'", 'a'],
  ["used 'd1'", 'a'],
  ["not used 'imagenet'", 'bc'],
  ["made like 'best%'", 'b'],
  ["made 'd3' or loss > 0", 'ab'],
  ["tagged 'team'", 'b'],
  ["not tagged 'good'", 'ac'],
  ["tags contains 'good'", 'b'],
  ["not tags contains 'good'", 'ac'],
  ["tags.team = '7'", 'b'],
  ['tags.team > 6', 'b'],
  ['tags.team is missing', 'ac'],
  ["notes contains '% \\ \"'", 'c'],
  ["notes like '%100\\% %'", ''],
  ["notes like '%100% \\ %'", 'c'],
  ["notes ilike 'IT''S%'", 'c'],
  ["notes matches '[0-9]+%'", 'c'],
  ['notes ends with \'"fine"\'', 'c'],
  ['created = 2026-11-21', 'a'],
  ['created < 2026-11-21', 'bc'],
  ['created > 1d ago', 'a'],
  ['created between 2026-11-19 and 2026-11-20', 'bc'],
  ['day(created) = 2026-11-20T00:00', 'b'],
  ['now - started > 2h', 'abc'],
  ['ended - started = 2h', 'c'],
  ['duration >= 2h', 'ac'],
  ['started + 1d > now', 'abc'],
  ['duration / 1h > 2', 'a'],
  ['step = 2.5', 'a'],
  ['step is missing', 'bc'],
  ['params.layers[0] = 64', 'ac'],
  ["params.layers[1] = 'x'", 'a'],
  ['params.layers[7] is missing', 'abc'],
  ['params.layers contains 64', 'a'],
  ["params.layers contains '64'", 'c'],
  ["not params.layers contains 'x'", 'c'],
  ['params.layers is missing', 'b'],
  ['loss at step 0 = inf', 'a'],
  ['loss at step -5 = 1', 'a'],
  ['loss at step -6 is missing', 'abc'],
  ['max(loss) is not finite', 'a'],
  ['mean(loss) = inf', 'a'],
  ['argmin(loss) = step', 'a'],
  ['count(loss) = 0', 'bc'],
  ['count(loss) = 3', 'a'],
  ['1 < 2', 'abc'],
  ['1 > 2', ''],
  ['2 + 2 = 4', 'abc'],
  ["lower(user) = 'ann' or text(loss) = '0.25'", 'a'],
  ['least(loss, 1) = 0.25', 'a'],
  ['coalesce(loss, 5) = 5', 'bc'],
  ['(loss is missing) = true', 'bc'],
  ["(tagged 'good') = (git.dirty)", ''],
  ["(tagged 'good') != (git.dirty)", 'ab'],
  ['loss ^ 2 < 0.1 and loss % 1 = 0.25 and -loss < 0', 'a'],
  ['round(loss * 10) = 2', 'a'],
  ["number(user) is missing and number('1e3') = 1000", 'abc'],
])('runs where %s', async (condition, expected) => {
  const { rows } = await ask(`runs where ${condition} sort by name select name`);
  expect(rows.map(([name]) => name).join('')).toBe(expected);
});

test.each([
  ['state', 'abc'],
  ['parent', 'bca'],
  ['parent desc', 'cba'],
  ['git.dirty', 'bac'],
  ['git.dirty desc', 'abc'],
  ['duration desc', 'acb'],
  ['created', 'cba'],
  ['loss, created', 'acb'],
  ["tagged 'good' desc", 'bac'],
  ["tagged 'good', loss", 'acb'],
  ['coalesce(loss, 0)', 'bca'],
  ['lower(user) desc', 'bac'],
  ['day(created) limit 2', 'cb'],
  ['params.layers[1]', 'abc'],
])('runs sort by %s', async (keys, expected) => {
  const { rows } = await ask(`runs sort by ${keys} select name`);
  expect(rows.map(([name]) => name).join('')).toBe(expected);
});
