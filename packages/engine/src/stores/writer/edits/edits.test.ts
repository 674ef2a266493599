import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalogRows, readCatalogVersion } from '../../catalog-rows.ts';
import type { Edit } from '../../edit.ts';
import type { OpenStores } from '../../open-folder.ts';
import { openServers } from '../../open-servers.ts';
import { openTemporaryFolder, startServers } from '../../testing/index.ts';
import type { Batch, RunUpdate } from '../../write.ts';
import { clickhouse, postgres } from '../statement.ts';

const servers = await startServers();
if ('missing' in servers) console.warn(`skipped: edits over servers (${servers.missing})`);

const openers = {
  embedded: openTemporaryFolder,
  servers: async () => {
    if ('missing' in servers) throw new Error(servers.missing);
    return openServers(servers.addresses);
  },
};

afterAll(async () => {
  if (!('missing' in servers)) await servers.stop();
});

describe.each(['embedded', 'servers'] as const)('%s', (kind) => {
  describe.skipIf(kind === 'servers' && 'missing' in servers)('edits', () => {
    let stores: OpenStores;
    beforeAll(async () => {
      stores = await openers[kind]();
    });
    afterAll(() => stores?.close());

    const ask = async (text: string, ...parameters: readonly (string | number)[]) =>
      (await stores.relational.query(postgres(text, ...parameters))).rows;
    const edit = async (given: Edit) => (await stores.writer.edit(given)).changed;

    /** Writes runs, each with a metric, a param and two tags, and gives their numbers. */
    async function write(project: string, ids: readonly string[], rest: Partial<Batch> = {}) {
      const written = await stores.writer.write(batchOf(project, ids, rest));
      return written.runs;
    }

    async function namesOf(project: string) {
      const { names, projects } = await readCatalogRows(stores.relational);
      const own = projects.find(({ name }) => name === project)?.id;
      const entries = names.filter((entry) => entry.project === own).map(({ name, runs }) => [name, runs]);
      return Object.fromEntries(entries) as Readonly<Record<string, number>>;
    }

    const tagsOf = async (run: number | undefined) =>
      Object.fromEntries(
        await ask(
          'select name.name, tag.txt from tag join name on name.id = tag.key where run = $1 order by 1',
          run ?? 0,
        ),
      );
    const documentOf = async (run: number | undefined) =>
      (await ask('select tags from document where run = $1', run ?? 0))[0]?.[0];

    test('a tag that a person sets or takes off stays so when its source says otherwise', async () => {
      const [a = 0, b = 0] = await write('tags', ['a', 'b']);
      expect(await edit({ kind: 'tag', runs: [a, b], name: 'good' })).toBe(2);
      expect(await edit({ kind: 'tag', runs: [a, b], name: 'good' })).toBe(0);
      expect(await edit({ kind: 'tag', runs: [a], name: 'team', value: '7' })).toBe(1);
      expect(await edit({ kind: 'untag', runs: [a, b], name: 'old' })).toBe(2);
      const said = { good: null, team: '7' };
      expect(await tagsOf(a)).toEqual(said);
      expect(await documentOf(a)).toEqual({ good: ['null', null], team: ['text', '7'] });
      expect(await namesOf('tags')).toMatchObject({ good: 2, team: 2, old: 0 });
      await write('tags', ['a', 'b']);
      await stores.writer.write({
        ...batchOf('tags', []),
        runs: [
          {
            sourceId: 'a',
            tags: [
              { name: 'team', value: 'audio' },
              { name: 'good', value: 'source' },
            ],
          },
        ],
      });
      expect(await tagsOf(a)).toEqual(said);
      expect(await namesOf('tags')).toMatchObject({ good: 2, team: 2, old: 0 });
      expect(await edit({ kind: 'forget-tag', runs: [a, b], name: 'team' })).toBe(1);
      expect(await edit({ kind: 'forget-tag', runs: [a, b], name: 'old' })).toBe(2);
      expect(await edit({ kind: 'forget-tag', runs: [a, b], name: 'good' })).toBe(2);
      expect(await tagsOf(a)).toEqual({ good: 'source', old: null, team: 'audio' });
      expect(await tagsOf(b)).toEqual({ old: null, team: 'vision' });
      expect(await documentOf(b)).toEqual({ old: ['null', null], team: ['text', 'vision'] });
      expect(await namesOf('tags')).toMatchObject({ good: 1, team: 2, old: 2 });
    });

    test('a note and a name stay over an import, and the newest of the source comes back when taken back', async () => {
      const [a = 0, b = 0] = await write('fields', ['a', 'b']);
      const fields = () => ask(`select name, notes from run where number in (${a}, ${b}) order by number`);
      expect(await edit({ kind: 'set', runs: [a], field: 'name', text: 'best\0 one' })).toBe(1);
      expect(await edit({ kind: 'set', runs: [a, b], field: 'notes', text: null })).toBe(2);
      expect(await edit({ kind: 'set', runs: [a, b], field: 'notes', text: null })).toBe(0);
      await write('fields', ['a', 'b']);
      await stores.writer.write({
        ...batchOf('fields', []),
        runs: [{ sourceId: 'a', name: 'renamed', notes: 'newer' }],
      });
      expect(await fields()).toEqual([
        ['best one', null],
        ['run b', null],
      ]);
      expect(await edit({ kind: 'forget', runs: [a, b], field: 'name' })).toBe(1);
      expect(await edit({ kind: 'forget', runs: [a, b], field: 'notes' })).toBe(2);
      expect(await fields()).toEqual([
        ['renamed', 'newer'],
        ['run b', 'note b'],
      ]);
    });

    test('saying what the source says already makes it a person’s', async () => {
      const [a = 0] = await write('same', ['a']);
      expect(await edit({ kind: 'set', runs: [a], field: 'notes', text: 'note a' })).toBe(0);
      await stores.writer.write({ ...batchOf('same', []), runs: [{ sourceId: 'a', notes: 'other' }] });
      expect(await ask('select notes from run where number = $1', a)).toEqual([['note a']]);
    });

    test('a project whose runs are all removed is still known', async () => {
      const runs = await write('emptied', ['a', 'b']);
      await edit({ kind: 'remove', runs: runs.filter((run) => run !== undefined) });
      const { projects } = await readCatalogRows(stores.relational);
      expect(projects.find(({ name }) => name === 'emptied')).toMatchObject({ runs: 0 });
    });

    test('removed runs are in no count, no import brings them back, and restoring makes everything as it was', async () => {
      const ids = ['a', 'b', 'c'];
      const edges = [
        { parent: 0, child: 1, kind: 'fork', step: 5 },
        { parent: 1, child: 2, kind: 'child' },
      ];
      const [a = 0, b = 0, c = 0] = await write('removed', ids, { edges });
      const kin = () =>
        ask(`select source_id, children, depth, parent from run where number in (${a}, ${b}, ${c}) order by number`);
      const summaries = async () => {
        const table = await stores.columnar.query(
          clickhouse('SELECT * EXCEPT ver FROM xt.summary FINAL WHERE run IN {p1:Array(UInt32)} ORDER BY run', [
            a,
            b,
            c,
          ]),
        );
        return table.toArray().map(String);
      };
      const before = { names: await namesOf('removed'), kin: await kin(), summaries: await summaries() };
      expect(before.summaries).toHaveLength(3);
      const version = await readCatalogVersion(stores.relational);
      expect(await stores.writer.edit({ kind: 'remove', runs: [b] }, { dryRun: true })).toEqual({ changed: 1 });
      expect(await namesOf('removed')).toEqual(before.names);
      const removed = await stores.writer.edit({ kind: 'remove', runs: [b] });
      expect(removed).toEqual({ changed: 1, sequence: expect.any(Number) });
      expect(await readCatalogVersion(stores.relational)).toBe(removed.sequence);
      expect(removed.sequence).toBeGreaterThan(version);
      expect(await namesOf('removed')).toEqual({ loss: 2, lr: 2, old: 2, team: 2 });
      expect(await summaries()).toEqual(before.summaries.filter((_, i) => i !== 1));
      expect(await kin()).toEqual([
        ['a', 0, 0, null],
        ['b', 0, 0, null],
        ['c', 0, 0, null],
      ]);
      await expect(stores.writer.edit({ kind: 'remove', runs: [a, b] })).rejects.toThrow('1 of 2 runs');
      const positions = [{ key: 'file', position: 1 }];
      expect(await write('removed', ids, { edges, positions })).toEqual([a, -1, c]);
      expect(await namesOf('removed')).toEqual({ loss: 2, lr: 2, old: 2, team: 2 });
      expect(await edit({ kind: 'restore', runs: [b] })).toBe(1);
      expect(await namesOf('removed')).toEqual(before.names);
      expect(await kin()).toEqual(before.kin);
      expect(await summaries()).toEqual(before.summaries);
      // The import has read past the run's files.
      expect(await stores.writer.positions('removed', 'test')).toEqual(new Map());
      await write('removed', ids, { edges, positions });
      expect(await edit({ kind: 'remove', runs: [b] })).toBe(1);
      expect(await edit({ kind: 'restore', runs: [b] })).toBe(1);
      expect(await stores.writer.positions('removed', 'test')).toEqual(new Map([['file', 1]]));
    });

    test('edges are made and cut by hand, and a cut one stays cut', async () => {
      const edges = [{ parent: 0, child: 1, kind: 'child' }];
      const [a = 0, b = 0, c = 0] = await write('edges', ['a', 'b', 'c'], { edges });
      const held = () =>
        ask(
          `select p.source_id, c.source_id, edge.kind, edge.step from edge join run p on p.number = edge.parent
           join run c on c.number = edge.child where p.project = (select project from run where number = $1) order by logged`,
          a,
        );
      const depths = async () =>
        (await ask(`select depth from run where number in (${a}, ${b}, ${c}) order by number`)).flat();
      const fork = { kind: 'link', parent: b, child: c, edge: 'fork', step: 1000 } as const;
      expect(await edit(fork)).toBe(1);
      expect(await edit(fork)).toBe(0);
      expect(await edit({ ...fork, step: 2000 })).toBe(1);
      expect(await depths()).toEqual([0, 1, 2]);
      await expect(edit({ ...fork, child: b })).rejects.toThrow('its own parent');
      expect(await edit({ kind: 'unlink', parent: a, child: b, edge: 'fork' })).toBe(0);
      expect(await edit({ kind: 'unlink', parent: a, child: b })).toBe(1);
      expect(await depths()).toEqual([0, 0, 1]);
      await write('edges', ['a', 'b', 'c'], {
        edges: [...edges, { parent: 1, child: 2, kind: 'fork', step: 3 }, { parent: 'b', child: 'c', kind: 'word' }],
      });
      expect(await held()).toEqual([
        ['b', 'c', 'fork', 2000],
        ['b', 'c', 'word', null],
      ]);
      expect(await edit({ kind: 'link', parent: a, child: b, edge: 'child' })).toBe(1);
      // A cycle is data like any other.
      expect(await edit({ kind: 'link', parent: c, child: a, edge: 'derived' })).toBe(1);
      expect(await edit({ kind: 'unlink', parent: b, child: c })).toBe(2);
      expect(await depths()).toEqual([1, 2, 0]);
      expect(await ask(`select children, parent from run where number = $1`, b)).toEqual([[0, a]]);
    });

    test('a goal that a person sets stands against the source, and `none` is none', async () => {
      const goals = [{ metric: 'loss', goal: 'min' as const }];
      await write('goals', ['a'], { goals });
      const known = async () => {
        const { names, projects, goals: all } = await readCatalogRows(stores.relational);
        const project = projects.find(({ name }) => name === 'goals')?.id;
        const id = names.find((entry) => entry.project === project && entry.name === 'loss')?.id ?? 0;
        return { id, goal: all.find(({ name }) => name === id)?.goal };
      };
      const { id, goal } = await known();
      expect(goal).toBe('min');
      const version = await readCatalogVersion(stores.relational);
      expect(await edit({ kind: 'goal', metrics: [id], goal: 'max' })).toBe(1);
      expect(await edit({ kind: 'goal', metrics: [id], goal: 'max' })).toBe(0);
      expect(await readCatalogVersion(stores.relational)).toBeGreaterThan(version);
      await write('goals', ['b'], { goals });
      expect((await known()).goal).toBe('max');
      expect(await edit({ kind: 'goal', metrics: [id], goal: 'none' })).toBe(1);
      await write('goals', ['c'], { goals });
      expect((await known()).goal).toBeUndefined();
    });

    test('views are saved, replaced, removed', async () => {
      const view = { name: 'best', query: 'runs', user: 'ann', created: 5 };
      expect(await edit({ kind: 'save-view', view })).toBe(1);
      expect(await edit({ kind: 'save-view', view: { ...view, created: 6 } })).toBe(0);
      expect(await edit({ kind: 'save-view', view: { ...view, query: 'runs limit 1' } })).toBe(1);
      expect(await ask('select name, query, "user", created from saved_view')).toEqual([
        ['best', 'runs limit 1', 'ann', 5],
      ]);
      expect(await edit({ kind: 'remove-view', name: 'best' })).toBe(1);
      expect(await edit({ kind: 'remove-view', name: 'best' })).toBe(0);
    });

    test('each edit has a number of its own in the change feed, on the runs that it changed', async () => {
      const [a = 0, b = 0] = await write('feed', ['a', 'b']);
      const first = await stores.writer.edit({ kind: 'tag', runs: [a], name: 'x' });
      const second = await stores.writer.edit({ kind: 'tag', runs: [a, b], name: 'x' });
      expect(second.sequence).toBeGreaterThan(first.sequence ?? Number.POSITIVE_INFINITY);
      expect(await ask(`select sequence from run where number in (${a}, ${b}) order by number`)).toEqual([
        [first.sequence],
        [second.sequence],
      ]);
    });
  });
});

function batchOf(project: string, ids: readonly string[], rest: Partial<Batch> = {}): Batch {
  const runs = ids.map(
    (id): RunUpdate => ({
      sourceId: id,
      name: `run ${id}`,
      notes: `note ${id}`,
      params: [{ name: 'lr', type: 'number', text: '1' }],
      tags: [{ name: 'team', value: 'vision' }, { name: 'old' }],
    }),
  );
  const points = ids.map((_, run) => {
    const one = Float64Array.of(1);
    return { run, metric: 'loss', steps: one, times: one, values: one, order: one };
  });
  return { source: 'test', project, runs, points, ...rest };
}
