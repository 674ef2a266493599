import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ann } from '../src/bind/testing/catalog.ts';
import { makeCatalog, withRuns } from '../src/catalog/make-catalog.ts';
import { createEngine, type Engine } from '../src/engine.ts';
import { toJsonl } from '../src/render/index.ts';
import { lookUpRuns, type OpenStores, openServers, readCatalogRows } from '../src/stores/index.ts';
import { openTemporaryFolder, startServers } from '../src/stores/testing/index.ts';
import { corpus } from './corpus.ts';
import { writeCorpusWorld } from './write-corpus-world.ts';

const servers = await startServers();
if ('missing' in servers) console.warn(`skipped: the corpus over servers (${servers.missing})`);

describe.skipIf('missing' in servers)('the corpus over embedded stores and over servers', () => {
  const opened: OpenStores[] = [];
  const engines: Engine[] = [];

  beforeAll(async () => {
    if ('missing' in servers) return;
    opened.push(await openTemporaryFolder(), await openServers(servers.addresses));
    for (const stores of opened) {
      await writeCorpusWorld(stores.writer);
      const rows = await readCatalogRows(stores.relational);
      const catalogFor = async (texts: readonly string[]) =>
        withRuns(makeCatalog(rows), await lookUpRuns(stores.relational, texts));
      engines.push(createEngine({ ...stores, catalog: { catalogFor } }));
    }
  });
  afterAll(async () => {
    for (const stores of opened) await stores.close();
    if (!('missing' in servers)) await servers.stop();
  });

  test('gives the same rows and says the same', async () => {
    let withRows = 0;
    for (const { name, text } of corpus()) {
      const [embedded, served] = await Promise.all(engines.map((engine) => answerOf(engine, text)));
      expect(served, name).toEqual(embedded);
      if (embedded !== undefined && embedded.rows !== '') withRows++;
    }
    expect(withRows).toBeGreaterThan(60);
  });
});

async function answerOf(engine: Engine, text: string) {
  const { answer, diagnostics } = await engine.query(text, ann);
  return { rows: answer === undefined ? '' : [...toJsonl(answer.table)].join(''), diagnostics };
}
