import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCatalog } from '../src/catalog/make-catalog.ts';
import { createEngine, type Engine } from '../src/engine.ts';
import { lookUpValues, type OpenStores, openServers, readCatalogRows } from '../src/stores/index.ts';
import { openTemporaryFolder, startServers } from '../src/stores/testing/index.ts';
import type { RunUpdate, Writer } from '../src/stores/write.ts';

const servers = await startServers();
if ('missing' in servers) console.warn(`skipped: completion over servers (${servers.missing})`);

const opened: OpenStores[] = [];
const engines: Engine[] = [];
beforeAll(async () => {
  opened.push(await openTemporaryFolder());
  if (!('missing' in servers)) opened.push(await openServers(servers.addresses));
  for (const stores of opened) {
    await write(stores.writer);
    const catalogFor = async () => makeCatalog(await readCatalogRows(stores.relational));
    engines.push(createEngine({ ...stores, catalog: { catalogFor } }));
  }
});
afterAll(async () => {
  for (const stores of opened) await stores.close();
  if (!('missing' in servers)) await servers.stop();
});

/** 2,300 runs, of which only the oldest have the model `zebra`. */
async function write(writer: Writer): Promise<void> {
  const runs = Array.from(
    { length: 2_300 },
    (_, i): RunUpdate => ({
      sourceId: `id-${i}`,
      name: i === 0 ? "it's first" : `run-${i}`,
      user: i % 3 === 0 ? 'ann' : 'bob',
      state: 'finished',
      created: i * 1e6,
      params: [
        { name: 'model', type: 'text', text: i < 10 ? 'zebra' : i % 4 === 0 ? 'ant' : 'bee' },
        { name: 'note', type: 'text', text: i === 0 ? 'x'.repeat(5_000) : '' },
      ],
      tags: i % 2 === 0 ? [{ name: 'team', value: i % 4 === 0 ? 'sky' : 'sea' }] : [],
    }),
  );
  const artifacts = [
    { run: 5, name: 'imagenet', type: 'dataset', role: 'used', digest: 'd1' },
    { run: 2_299, name: 'best.pt', type: 'checkpoint', role: 'made', step: 20, size: 12 },
  ] as const;
  const two = Float64Array.of(0, 1);
  const points = [{ run: 7, metric: 'val/acc', steps: two, times: two, values: two, order: two }];
  await writer.write({ source: 'test', project: 'p', runs, artifacts, points });
}

/** What completes a text at its end in each kind of store, which must be the same. */
async function completed(text: string) {
  const asker = { user: 'ann', now: 0, zone: 'UTC' };
  const [first, ...others] = await Promise.all(engines.map((engine) => engine.complete(text, text.length, asker)));
  for (const other of others) expect(other).toEqual(first);
  return (first?.items ?? []).map((item) => (item.runs === undefined ? item.text : `${item.text} ${item.runs}`));
}

describe('completion over stores', () => {
  test('names with how many runs have them', async () => {
    expect(await completed('runs where val.')).toEqual(['val/acc 1']);
    expect(await completed('runs where params.mod')).toEqual(['params.model 2300']);
    expect(await completed('runs where tags.t')).toEqual(['tags.team 1150']);
  });

  test('values of the newest 2,000 runs by how many have them, then all that begin as is written', async () => {
    expect(await completed("runs where params.model = '")).toEqual(["'bee' 1500", "'ant' 500", "'zebra'"]);
    expect(await completed("runs where params.model = 'z")).toEqual(["'zebra'"]);
    expect(await completed("runs where tags.team = '")).toEqual(["'sea' 500", "'sky' 500"]);
    expect(await completed("runs where user = '")).toEqual(["'bob' 1333", "'ann' 667"]);
  });

  test('no texts that are empty or of many pages', async () => {
    expect(await completed("runs where params.note = '")).toEqual([]);
  });

  test('runs, the newest first, and by the beginning of their names and ids', async () => {
    expect((await completed("run '")).slice(0, 2)).toEqual(["'run-2299'", "'run-2298'"]);
    expect(await completed("run 'it''s")).toEqual(["'it''s first'"]);
    expect(await completed("curves val.acc of run 'run-220")).toContain("'run-2205'");
  });

  test('artifacts by their role', async () => {
    expect(await completed("runs where used '")).toEqual(["'imagenet'"]);
    expect(await completed("runs where made like 'b")).toEqual(["'best.pt' 1"]);
  });

  test('nothing of runs that were removed', async () => {
    for (const { relational } of opened) {
      const remove = "update run set deleted = true where name = 'run-2299'";
      await relational.query({ store: 'postgres', text: remove, parameters: [] });
    }
    expect(await completed("run 'run-2299")).toEqual([]);
    expect((await completed("run '"))[0]).toBe("'run-2298'");
  });

  test('what is written is a parameter', async () => {
    const [stores] = opened;
    if (stores === undefined) throw new Error('a store is open');
    const asked: string[] = [];
    const relational = {
      query: async (statement: Parameters<OpenStores['relational']['query']>[0]) => {
        asked.push(statement.text);
        return stores.relational.query(statement);
      },
    };
    await lookUpValues(relational, { kind: 'run' }, "secret'; drop table run; --");
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.join()).not.toContain('secret');
  });
});
