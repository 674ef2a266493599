import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogRows } from '../catalog-rows.ts';
import { lookUpRuns } from '../look-up-runs.ts';
import type { OpenStores } from '../open-folder.ts';
import { openTemporaryFolder } from '../testing/index.ts';
import type { Batch, PointBlock, RunUpdate } from '../write.ts';
import { clickhouse, postgres } from './statement.ts';

let stores: OpenStores;
beforeAll(async () => {
  stores = await openTemporaryFolder();
});
afterAll(() => stores.close());

const ask = async (text: string, ...parameters: readonly (string | number)[]) =>
  (await stores.relational.query(postgres(text, ...parameters))).rows;

const write = (project: string, runs: readonly RunUpdate[], rest: Partial<Batch> = {}) =>
  stores.writer.write({ source: 'test', project, runs, ...rest });

const points = (run: number, metric: string, values: readonly number[]): PointBlock => ({
  run,
  metric,
  steps: Float64Array.from(values.keys()),
  times: Float64Array.from(values.keys()),
  values: Float64Array.from(values),
  order: Float64Array.from(values.keys()),
});

const visible = (project: string) =>
  ask(
    `select source_id, run.id from run join project on project.id = run.project
     where project.name = $1 and not deleted order by source_id`,
    project,
  );

async function leadsTo(text: string): Promise<readonly string[]> {
  return ((await lookUpRuns(stores.relational, [text])).get(text)?.runs ?? []).map(({ id }) => id);
}

async function runsOf(project: string, name: string): Promise<number | undefined> {
  const { names, projects } = await readCatalogRows(stores.relational);
  const of = projects.find((one) => one.name === project)?.id;
  return names.find((entry) => entry.project === of && entry.name === name)?.runs;
}

test('a run that is known under another source id is renamed; its old id leads to it', async () => {
  const first = await write('renamed', [{ sourceId: 'a@2', id: 'two' }], { points: [points(0, 'm', [1, 2])] });
  const second = await write('renamed', [{ sourceId: 'a@1', id: 'one', formerId: 'a@2' }, { sourceId: 'b' }], {
    edges: [{ parent: 'b', child: 'a@1', kind: 'child' }],
    points: [points(0, 'm', [3])],
  });
  expect(second).toMatchObject({ newRuns: 1, edgesLeftOut: 0 });
  expect(second.runs[0]).toBe(first.runs[0]);
  // Said again, the former id means nothing new.
  await write('renamed', [{ sourceId: 'a@1', id: 'one', formerId: 'a@2', state: 'finished' }]);
  expect(await visible('renamed')).toEqual([
    ['a@1', 'one'],
    ['b', 'b'],
  ]);
  expect(await leadsTo('two')).toEqual(['one']);
  const found = await stores.columnar.query(
    clickhouse('SELECT id FROM xt.run FINAL WHERE run = {p1:UInt32}', first.runs[0] ?? 0),
  );
  expect(found.getChild('id')?.get(0)).toBe('one');
  // Under a third name both older ids lead to it; an id that it gets back is its own again.
  await write('renamed', [{ sourceId: 'a@0', id: 'zero', formerId: 'a@1' }]);
  expect([await leadsTo('one'), await leadsTo('two')]).toEqual([['zero'], ['zero']]);
  await write('renamed', [{ sourceId: 'a@1', id: 'one', formerId: 'a@0' }]);
  expect([await leadsTo('one'), await leadsTo('zero')]).toEqual([['one'], ['one']]);
});

test('a run that turns out to be another goes; ids, counts, and what a person said go on', async () => {
  const at = 'absorbed';
  const tagged = { params: [{ name: 'lr', type: 'number', text: '1' }] } as const;
  const written = await write(at, [{ sourceId: 'r@1', id: 'first', ...tagged }, { sourceId: 'other' }], {
    points: [points(0, 'm', [1])],
  });
  const lost = await write(at, [{ sourceId: 'r@2', id: 'second', ...tagged }], { points: [points(0, 'm', [7, 8])] });
  const [kept = 0, other = 0] = written.runs;
  const [gone = 0] = lost.runs;
  const { writer } = stores;
  await writer.edit({ kind: 'tag', runs: [gone], name: 'good' });
  await writer.edit({ kind: 'set', runs: [gone], field: 'notes', text: 'mine' });
  await writer.edit({ kind: 'link', parent: other, child: gone, edge: 'fork' });
  expect([await runsOf(at, 'm'), await runsOf(at, 'lr'), await runsOf(at, 'good')]).toEqual([2, 2, 1]);
  await write(at, [{ sourceId: 'r@1', id: 'first', absorbs: ['r@2'] }], { points: [points(0, 'm', [1, 8])] });
  expect(await visible(at)).toEqual([
    ['other', 'other'],
    ['r@1', 'first'],
  ]);
  expect(await leadsTo('second')).toEqual(['first']);
  expect([await runsOf(at, 'm'), await runsOf(at, 'lr'), await runsOf(at, 'good')]).toEqual([1, 1, 1]);
  expect(await ask('select notes, parent, depth from run where number = $1', kept)).toEqual([['mine', other, 1]]);
  expect(await ask('select children from run where number = $1', other)).toEqual([[1]]);
  expect(await ask('select tags from document where run = $1', kept)).toEqual([[{ good: ['null', null] }]]);
  // The source may have its like again.
  expect(await write(at, [{ sourceId: 'r@2', id: 'second' }])).toMatchObject({ newRuns: 1 });
  expect(await leadsTo('second')).toEqual(['second']);
});

test('a run may turn out to be one of another project', async () => {
  const kept = await write('wide', [{ sourceId: 'a/r@1', id: 'wide one' }], { points: [points(0, 'm', [1, 2])] });
  const lost = await write('narrow', [{ sourceId: 'r@1', id: 'narrow one' }], { points: [points(0, 'm', [1])] });
  await stores.writer.edit({ kind: 'tag', runs: lost.runs, name: 'good', value: 'yes' });
  const becomes = { project: 'wide', sourceId: 'a/r@1' };
  await write('narrow', [{ sourceId: 'r@1', becomes }], { positions: [{ key: 'run:r@1', position: null }] });
  expect([await visible('narrow'), await visible('wide')]).toEqual([[], [['a/r@1', 'wide one']]]);
  expect(await leadsTo('narrow one')).toEqual(['wide one']);
  expect([await runsOf('narrow', 'm'), await runsOf('wide', 'm'), await runsOf('wide', 'good')]).toEqual([0, 1, 1]);
  const [[tags] = []] = await ask('select tags from document where run = $1', kept.runs[0] ?? 0);
  expect(tags).toEqual({ good: ['text', 'yes'] });
  // One that is not there is nothing to become.
  await write('narrow', [{ sourceId: 'r@3', becomes: { project: 'wide', sourceId: 'none' } }]);
  expect(await visible('narrow')).toEqual([['r@3', 'r@3']]);
});

test('projects are found by the digests of positions', async () => {
  const positions = (digest: string) => ({ positions: [{ key: `file:${digest}`, position: { digest } }] });
  await write('digests 1', [{ sourceId: 'x' }], positions('aa'));
  await write('digests 2', [{ sourceId: 'x' }], positions('aa'));
  await write('digests 3', [{ sourceId: 'x' }], positions('bb'));
  const knowing = (source: string, digests: readonly string[]) => stores.writer.projectsKnowing(source, digests);
  expect(await knowing('test', ['aa', 'cc'])).toEqual(['digests 1', 'digests 2']);
  expect([await knowing('other', ['aa']), await knowing('test', [])]).toEqual([[], []]);
});

test('a run may get the name of one that it absorbs', async () => {
  const at = 'swapped';
  await write(at, [{ sourceId: 'r@1', id: 'mine' }]);
  const kept = await write(at, [{ sourceId: 'r@2', id: 'yours' }], { points: [points(0, 'm', [7, 8])] });
  const joined = await write(at, [{ sourceId: 'r@1', id: 'mine', formerId: 'r@2', absorbs: ['r@1'] }]);
  expect(joined.runs).toEqual(kept.runs);
  expect(await visible(at)).toEqual([['r@1', 'mine']]);
  expect([await leadsTo('mine'), await leadsTo('yours')]).toEqual([['mine'], ['mine']]);
  expect(await runsOf(at, 'm')).toBe(1);
});

test('what a person removed stays removed under its new name, and is restored with it', async () => {
  const at = 'removed';
  const [run = 0] = (await write(at, [{ sourceId: 'r@2', id: 'young' }])).runs;
  await stores.writer.edit({ kind: 'remove', runs: [run] });
  await write(at, [{ sourceId: 'r@1', id: 'old', formerId: 'r@2' }]);
  await write(at, [{ sourceId: 'r@1', id: 'old', state: 'finished' }]);
  expect(await visible(at)).toEqual([]);
  await stores.writer.edit({ kind: 'restore', runs: [run] });
  expect(await visible(at)).toEqual([['r@1', 'old']]);
  expect(await leadsTo('young')).toEqual(['old']);
});

test('a source takes back ends, params and edges', async () => {
  const at = 'withdrawn';
  const params = ['a', 'b'].map((name) => ({ name, type: 'text' as const, text: '1' }));
  const edge = { parent: 'p', child: 'r', kind: 'child' };
  await write(at, [{ sourceId: 'p' }, { sourceId: 'r', state: 'finished', ended: 5, params }], { edges: [edge] });
  await write(at, [{ sourceId: 'r', state: 'running', ended: null, dropParams: ['b', 'never'] }], { cuts: [edge] });
  expect(await ask(`select state, ended, parent, depth from run where source_id = 'r'`)).toEqual([
    ['running', null, null, 0],
  ]);
  expect(await ask(`select children from run where source_id = 'p'`)).toEqual([[0]]);
  const [[held] = []] = await ask(
    `select document.params from document join run on run.number = document.run where source_id = 'r'`,
  );
  expect(held).toEqual({ a: ['text', '1'] });
  expect([await runsOf(at, 'a'), await runsOf(at, 'b')]).toEqual([1, 0]);
  await write(at, [{ sourceId: 'r', ended: 9 }]);
  expect(await ask(`select ended from run where source_id = 'r'`)).toEqual([[9]]);
});

test('an edge waits for its run, of the same project or, where it may, of another', async () => {
  const edges = [{ parent: 'late', child: 0, kind: 'child', step: 3 }];
  expect(await write('waiting', [{ sourceId: 'early' }], { edges })).toMatchObject({ edgesLeftOut: 1 });
  await write('elsewhere', [{ sourceId: 'late' }, { sourceId: 'stranger' }]);
  const parents = (child: string) =>
    ask(
      `select project.name, p.source_id, edge.step, c.depth from edge join run c on c.number = edge.child
       join run p on p.number = edge.parent join project on project.id = p.project where c.source_id = $1`,
      child,
    );
  expect(await parents('early')).toEqual([]);
  await write('waiting', [{ sourceId: 'late' }]);
  expect(await parents('early')).toEqual([['waiting', 'late', 3, 1]]);
  const anywhere = (parent: string) => [{ parent, child: 0, kind: 'child', anywhere: true }];
  await write('waiting', [{ sourceId: 'x' }], { edges: anywhere('stranger') });
  await write('waiting', [{ sourceId: 'y' }], { edges: anywhere('not yet') });
  expect([await parents('x'), await parents('y')]).toEqual([[['elsewhere', 'stranger', null, 1]], []]);
  await write('elsewhere', [{ sourceId: 'not yet' }]);
  expect(await parents('y')).toEqual([['elsewhere', 'not yet', null, 1]]);
});
