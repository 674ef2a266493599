import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, makeCatalog, withRuns } from '@xt/engine';
import { lookUpRuns, openFolder, readCatalogRows } from '@xt/engine/stores';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { testdata } from './truth.ts';

// MLflow's filters with the runs that its own client finds (mlflow 3.17, `search_runs`), and the same asked of xt.

interface Search {
  readonly filter: string;
  readonly xt: string;
  /** In order of id, or in MLflow's where the search orders them. */
  readonly runs: readonly string[];
  readonly order?: readonly string[];
}

const searches: readonly Search[] = JSON.parse(readFileSync(testdata('truth', 'mlflow_file3_search.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'xt-search-'));
let stores: Awaited<ReturnType<typeof openFolder>>;

beforeAll(async () => {
  stores = await openFolder(join(folder, 'store'));
  await importSources([testdata('mlflow_file3')], {}, stores.writer);
});
afterAll(async () => {
  await stores?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("MLflow's searches", () => {
  test.each(searches)('$filter', async ({ xt, runs, order }) => {
    const catalog = {
      catalogFor: async (texts: readonly string[]) =>
        withRuns(makeCatalog(await readCatalogRows(stores.relational)), await lookUpRuns(stores.relational, texts)),
    };
    const asker = { user: 'ada', now: Date.UTC(2026, 10, 21) * 1000, zone: 'UTC' };
    const { answer, diagnostics } = await createEngine({ ...stores, catalog }).query(`${xt} select id`, asker);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const ids = Array.from({ length: answer?.table.numRows ?? 0 }, (_, row) =>
      String(answer?.table.getChildAt(0)?.get(row)),
    );
    expect(order === undefined ? ids.sort() : ids).toEqual(runs);
  });
});
