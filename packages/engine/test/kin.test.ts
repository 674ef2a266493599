import { afterAll, beforeAll, expect, test } from 'vitest';
import { now, openEngine } from './open-engine.ts';

let engine: Awaited<ReturnType<typeof openEngine>>;

// a → b → c (forks), a → d (child), d → e (derived), and a cycle x → y → x with a way out to z.
const edges = [
  ['a', 'b', 'fork'],
  ['b', 'c', 'fork'],
  ['a', 'd', 'child'],
  ['d', 'e', 'derived'],
  ['x', 'y', 'resume'],
  ['y', 'x', 'resume'],
  ['y', 'z', 'resume'],
] as const;
const names = ['a', 'b', 'c', 'd', 'e', 'x', 'y', 'z', 'alone'];

function numberText(n: number) {
  return { type: 'number', text: String(n) } as const;
}

beforeAll(async () => {
  engine = await openEngine();
  const runs = names.map((name, i) => ({
    sourceId: name,
    name,
    created: (i + 1) * 1e12,
    params: [
      { name: 'lr', type: 'number' as const, text: String((i + 1) / 10) },
      { name: 'mixed', ...(i % 2 === 0 ? numberText(10 - i) : ({ type: 'text', text: name } as const)) },
    ],
  }));
  await engine.stores.writer.write({
    source: 'test',
    project: 'p',
    runs,
    edges: edges.map(([parent, child, kind]) => ({ parent: names.indexOf(parent), child: names.indexOf(child), kind })),
    points: names.map((_, run) => ({
      order: Float64Array.from([0, 1]),
      run,
      metric: 'acc',
      steps: Float64Array.from([0, 10]),
      times: Float64Array.from([1e12, 2e12]),
      values: Float64Array.from([0, names.length - run]),
    })),
  });
});

afterAll(() => engine.stores.close());

test.each([
  ["descendant of 'a'", 'b c d e'],
  ["descendant of 'a' within 1", 'b d'],
  ["descendant of 'a' by fork", 'b c'],
  ["descendant of 'a' by (fork, child)", 'b c d'],
  ["descendant of 'x'", 'y z'],
  ["descendant of ('a', 'b')", 'b c d e'],
  ["descendant of ('x', 'y')", 'x y z'],
  ["descendant of ('x', 'y') within 1", 'x y z'],
  ["ancestor of 'e'", 'a d'],
  ["ancestor of 'z'", 'x y'],
  ["child of ('a', 'b')", 'b c d'],
  ["parent of 'c'", 'b'],
  ["sibling of 'b'", 'd'],
  ["sibling of ('b', 'd')", 'b d'],
  ["sibling of 'x'", 'z'],
  ["not descendant of 'a'", 'a alone x y z'],
  ['descendant of (runs where params.lr < 0.25)', 'b c d e'],
  ["descendant of 'a' and acc > 6", 'b c'],
  ["descendant of 'a' or params.lr > 0.85", 'alone b c d e'],
  ["descendant of 'a' and not child of 'a' and params.lr = 0.5", 'e'],
])('runs where %s', async (condition, expected) => {
  const { rows } = await engine.ask(`runs where ${condition} select name`);
  expect(
    rows
      .map(([name]) => name)
      .sort()
      .join(' '),
  ).toBe(expected);
});

test('kin is a value too', async () => {
  const { rows } = await engine.ask("runs select name, descendant of 'a' as d sort by d desc, name limit 5");
  expect(rows).toEqual([
    ['b', true],
    ['c', true],
    ['d', true],
    ['e', true],
    ['a', false],
  ]);
});

// acc at the end: a 9, b 8, c 7, d 6, e 5, x 4, y 3, z 2, alone 1; lr 0.1 … 0.9.
test.each([
  ['acc < parent.acc', 'b c d e y z'],
  ['acc > parent.acc', 'x'],
  ['not acc > parent.acc', 'b c d e y z'],
  ['parent.acc is missing', 'a alone'],
  ["parent.name = 'a'", 'b d'],
  ['params.lr > parent.params.lr + 0.15', 'd'],
  ['parent.params.lr = 0.1', 'b d'],
  ['parent.params.lr in (0.1, 0.2)', 'b c d'],
  ['acc = root.acc', 'a alone'],
  ["root.name = 'a' and acc < 7", 'd e'],
  ["parent.parent.name = 'a'", 'c e'],
  ['acc < parent.acc and acc < root.acc - 2', 'd e'],
  ['max(parent.acc) = 9', 'b d'],
  ['parent.acc at step 5 = 0', 'b c d e x y z'],
  ['max(parent.acc - acc) > 0', 'b c d e y z'],
  ['parent.parent is missing', 'a alone b d'],
])('runs where %s', async (condition, expected) => {
  const { rows } = await engine.ask(`runs where ${condition} select name`);
  expect(
    rows
      .map(([name]) => name)
      .sort()
      .join(' '),
  ).toBe(expected);
});

test('a value of a parent is a column, and an order', async () => {
  const { rows } = await engine.ask(
    'runs select name, parent.name as p, root.name as r, parent.params.lr as lr, acc - parent.acc as gain sort by gain, name limit 4',
  );
  expect(rows).toEqual([
    ['d', 'a', 'a', 0.1, -3],
    ['b', 'a', 'a', 0.1, -1],
    ['c', 'b', 'a', 0.2, -1],
    ['e', 'd', 'a', 0.4, -1],
  ]);
});

test('lineage is a row for each run on the ways up and down', async () => {
  const all = await engine.ask("lineage of run 'b'");
  expect(all.names).toEqual(['depth', 'id', 'name', 'state', 'parent', 'kind', 'fork_step']);
  const shown = await engine.ask(
    "lineage of run 'b' select depth, name, parent, kind, acc - parent.acc as gain, params.lr",
  );
  expect(shown.rows).toEqual([
    [-1n, 'a', null, null, null, 0.1],
    [0n, 'b', 'a', 'fork', -1, 0.2],
    [1n, 'c', 'b', 'fork', -1, 0.3],
  ]);
  const down = await engine.ask(
    "lineage of (runs where name in ('a', 'x')) down 1 where acc < 9 sort by acc select name, depth",
  );
  expect(down.rows).toEqual([
    ['y', 1n],
    ['x', 0n],
    ['d', 1n],
    ['b', 1n],
  ]);
});

test.each([
  ['sort by depth desc, name desc limit 3', 'e c d'],
  ['where params.lr > 0.15 sort by depth, created desc limit 3', 'd b e'],
  ['where params.lr > 0.15 and acc < 7.5 and depth > 0 sort by depth desc, params.lr', 'c e d'],
  ['sort by depth, name limit 3 where name != "b"', 'a d'],
  ['sort by depth, name desc limit 3 sort by kind', 'd b a'],
  ['sort by depth, name desc limit 4 limit 2', 'a d'],
  ['where not descendant of "b" and depth > 0 sort by depth desc, name', 'e b d'],
  ['where name != "d" sort by name desc limit 2', 'e c'],
  ['where name != "b" where rank(acc) < 3 sort by depth, name', 'a c'],
  ['where name = "none" or depth = 2 sort by depth, name', 'c e'],
])('lineage %s: clauses choose the runs that are rows', async (clauses, wanted) => {
  const { rows } = await engine.ask(`lineage of run 'a' down 9 ${clauses} select name, depth`);
  expect(rows.map(([name]) => name).join(' ')).toBe(wanted);
});

test('a cycle ends the walk and is reported', async () => {
  const { rows, result } = await engine.ask("lineage of run 'z' up 9 select name, depth");
  expect(rows).toEqual([
    ['x', -2n],
    ['y', -1n],
    ['z', 0n],
  ]);
  expect(result.diagnostics.map(({ code }) => code)).toContain('lineage-cycle');
});

test('all of a parent', async () => {
  const { names, rows } = await engine.ask("runs where name = 'b' select parent.params.*, parent.name limit 1");
  expect([...names].sort()).toEqual(['parent.name', 'parent.params.lr', 'parent.params.mixed']);
  expect(rows.flat()).toEqual(expect.arrayContaining([0.1, 'a', '10']));
});

test('a param of several types orders lineage as it orders runs', async () => {
  const { rows } = await engine.ask("lineage of run 'a' down 9 sort by mixed desc select name");
  const runs = await engine.ask("runs where name = 'a' or descendant of 'a' sort by mixed desc select name");
  expect(rows).toEqual(runs.rows);
});

test('--project leaves kin of other projects out of lineage, with a note', async () => {
  const { engine: queries, stores } = engine;
  const { runs } = await stores.writer.write({
    source: 'test',
    project: 'q',
    runs: [{ sourceId: 'far', name: 'far' }],
  });
  const { rows } = await stores.relational.query({
    store: 'postgres',
    text: "select number from run where name = 'e'",
    parameters: [],
  });
  await stores.writer.edit({ kind: 'link', parent: Number(rows[0]?.[0]), child: Number(runs[0]), edge: 'fork' });
  const of = async (asker: { readonly project?: string; readonly readable?: readonly number[] }) => {
    const result = await queries.query("lineage of run 'e' down", { user: 'ann', now, zone: 'UTC', ...asker });
    return [result.answer?.table.numRows, result.diagnostics.map(({ message }) => message)];
  };
  expect(await of({})).toEqual([2, []]);
  expect(await of({ project: 'p' })).toEqual([1, ['1 run of other projects is left out']]);
  expect(await of({ project: 'p', readable: [1] })).toEqual([1, []]);
});
