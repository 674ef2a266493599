import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine } from '../open-engine.ts';

const { stores, ask } = await openEngine();

const values = [
  ['number', '1', '[3]'],
  ['text', '1', '["b"]'],
  ['number', '10', '[20]'],
  ['text', 'abc', '["a"]'],
  ['bool', 'true', '[true]'],
  ['text', 'true', '[]'],
  ['number', '1.0', '[3.0]'],
  ['number', 'NaN', '[null]'],
] as const;

// Each run is the parent of the next.
beforeAll(() =>
  stores.writer.write({
    source: 'test',
    project: 'p',
    runs: values.map(([type, text, list], at) => ({
      sourceId: `r${at}`,
      name: `r${at}`,
      created: (at + 1) * 1e12,
      params: [
        { name: 'any', type, text },
        { name: 'list', type: 'list', text: list },
      ],
    })),
    edges: values.slice(1).map((_, at) => ({ parent: at, child: at + 1, kind: 'fork' })),
    artifacts: values.map((_, run) => ({ run, name: 'a', type: 'x', role: 'made', step: 1, size: run })),
  }),
);
afterAll(() => stores.close());

async function cellsOf(text: string): Promise<readonly string[]> {
  const { rows } = await ask(text);
  return rows.map((row) => row.map(String).join(' '));
}

const ofParents = ['1 2', '10 1', '"1" 1', '"abc" 1', '"true" 1', 'true 1', 'null 1'];

test.each([
  ['runs group by params.any', ['1 2', '10 1', '"1" 1', '"abc" 1', '"true" 1', 'true 1', '"NaN" 1']],
  [
    'runs group by parent.params.any sort by parent.params.any desc',
    ['10 1', '1 2', '"true" 1', '"abc" 1', '"1" 1', 'true 1', 'null 1'],
  ],
  ["runs where name != 'r7' group by parent.params.any", ofParents.map((row) => (row === '1 2' ? '1 1' : row))],
  ['artifacts group by parent.params.any', ofParents],
  ['runs group by root.params.any', ['1 8']],
  ['runs group by parent.params.list[0]', ['3 2', '20 1', '"a" 1', '"b" 1', 'true 1', 'null 2']],
])('%s tells values of several types apart, and shows them as they are', async (text, expected) => {
  expect(await cellsOf(text)).toEqual(expected);
});

test.each([
  ['runs where params.any = params.any select name', 'r6,r5,r4,r3,r2,r1,r0'],
  ['runs where not (params.any < params.any) select name', 'r6,r5,r4,r3,r2,r1,r0'],
  ['runs where params.any != params.any select name', ''],
  ['runs select name, rank(params.any asc) as k', 'r7 null,r6 1,r5 6,r4 7,r3 5,r2 3,r1 4,r0 1'],
  ['runs select name, rank(params.list[0] asc) as k', 'r7 null,r6 1,r5 null,r4 6,r3 4,r2 3,r1 5,r0 1'],
  ['runs select name, rank(created asc per params.any) as k', 'r7 1,r6 2,r5 1,r4 1,r3 1,r2 1,r1 1,r0 1'],
  ['artifacts select run, rank(params.any asc) as k', 'r7 null,r6 1,r5 6,r4 7,r3 5,r2 3,r1 4,r0 1'],
  ['artifacts select run, rank(params.list[0] asc) as k', 'r7 null,r6 1,r5 null,r4 6,r3 4,r2 3,r1 5,r0 1'],
  ['artifacts select run, rank(size asc per params.any) as k', 'r7 1,r6 2,r5 1,r4 1,r3 1,r2 1,r1 1,r0 1'],
  ["lineage of run 'r0' select name, rank(params.any desc) as k", 'r0 2,r1 6,r2 1,r3 5,r4 7,r5 4,r6 2,r7 null'],
  [
    "lineage of run 'r0' select name, rank(created asc per parent.params.any) as k",
    'r0 1,r1 1,r2 1,r3 1,r4 1,r5 1,r6 1,r7 2',
  ],
  ["lineage of run 'r0' sort by parent.params.any, name select name", 'r1,r7,r3,r2,r4,r6,r5,r0'],
  ['artifacts sort by parent.params.any desc, name select run', 'r3,r7,r1,r6,r4,r2,r5,r0'],
])('%s', async (text, expected) => {
  expect((await cellsOf(text)).join()).toBe(expected);
});

test('groups by values of several types are ranked by them, but for NaN', async () => {
  const rows = await cellsOf('runs group by params.any select rank(params.any asc) as k');
  expect(rows).toEqual(['1 1', '10 2', '"1" 3', '"abc" 4', '"true" 5', 'true 6', '"NaN" null']);
});
