import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cell } from '../../src/arrow/index.ts';
import type { Asker, Catalog } from '../../src/catalog/catalog.ts';
import { makeCatalog } from '../../src/catalog/make-catalog.ts';
import { type OpenStores, openServers, readCatalogRows } from '../../src/stores/index.ts';
import { openTemporaryFolder, startServers } from '../../src/stores/testing/index.ts';
import { ask } from './ask.ts';
import { evaluate } from './evaluate.ts';
import { printQuery } from './print.ts';
import { query } from './queries.ts';
import { start, type World, world } from './world.ts';
import { writeWorld } from './write-world.ts';

const asker: Asker = { user: 'ann', now: start + 30 * 86_400_000_000, zone: 'UTC' };
/** What a generated query may be refused for: a name that no run of its world has, a param that is never a number or text. */
const refusals: ReadonlySet<string> = new Set(['unknown-name', 'type-mismatch']);
const queries = Number(process.env['XT_TEST_REFERENCE_QUERIES'] ?? 80);

describe.each([11, 23, 35])('random world %i, embedded', (seed) => {
  compareAll(seed, openTemporaryFolder);
});

const servers = await startServers();
if ('missing' in servers) console.warn(`skipped: the reference over servers (${servers.missing})`);
describe.skipIf('missing' in servers)('random world 47, on servers', () => {
  compareAll(47, async () => {
    if ('missing' in servers) throw new Error(servers.missing);
    const stores = await openServers(servers.addresses);
    return {
      ...stores,
      close: async () => {
        await stores.close();
        await servers.stop();
      },
    };
  });
});

function compareAll(seed: number, open: () => Promise<OpenStores>): void {
  let runs: World;
  let stores: OpenStores;
  let catalog: Catalog;

  beforeAll(async () => {
    runs = fc.sample(world, { seed, numRuns: 1 })[0] ?? [];
    stores = await open();
    await writeWorld(runs, stores.writer);
    catalog = makeCatalog(await readCatalogRows(stores.relational));
  });
  afterAll(() => stores?.close());

  test.each(['few', 'many'] as const)('engine and reference give the same rows, as for %s runs', async (manner) => {
    let refused = 0;
    const property = fc.asyncProperty(query, async (of) => {
      const text = printQuery(of);
      const { rows, wrong = [] } = await ask(text, asker, catalog, stores, manner);
      const unexpected = wrong.filter(({ code }) => !refusals.has(code));
      expect(unexpected, text).toEqual([]);
      if (rows === undefined) refused++;
      else expect(plain(rows), text).toEqual(plain(evaluate(of, runs, asker.now)));
    });
    await fc.assert(property, { seed: manner === 'few' ? seed : seed + 1, numRuns: queries });
    expect(refused).toBeLessThan(queries / 5);
  });
}

/** -0 equals 0, in both stores and to whoever reads. */
function plain(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  return rows.map((row) => row.map((cell) => (cell === 0 ? 0 : cell)));
}
