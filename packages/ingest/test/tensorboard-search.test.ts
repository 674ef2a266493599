import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, makeCatalog, withRuns } from '@xt/engine';
import { lookUpRuns, openFolder, readCatalogRows } from '@xt/engine/stores';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSources } from '../src/index.ts';
import { testdata } from './truth.ts';

// What TensorBoard's dashboards ask, with the answers of its own backend (2.21), and the same asked of xt.

type Of = { readonly set: 'tb_grid' | 'tb_tf2' };

interface Asked {
  readonly sessions: readonly (Of & {
    readonly xt: string;
    readonly columns: unknown;
    readonly runs: readonly string[];
  })[];
  readonly tags: readonly (Of & { readonly filter: string; readonly tags: readonly string[] })[];
  readonly runs: readonly (Of & { readonly filter: string; readonly runs: readonly string[] })[];
  readonly charts: readonly (Of & {
    readonly run: string;
    readonly tag: string;
    readonly points: readonly (readonly [step: number, time: number, value: number | 'NaN'])[];
  })[];
}

const asked: Asked = JSON.parse(readFileSync(testdata('truth', 'tensorboard_search.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'xt-tensorboard-'));
let stores: Awaited<ReturnType<typeof openFolder>>;

beforeAll(async () => {
  stores = await openFolder(join(folder, 'store'));
  for (const set of ['tb_grid', 'tb_tf2']) await importSources([testdata(set)], { project: set }, stores.writer);
});
afterAll(async () => {
  await stores?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The rows of an answer in one project. */
async function rowsOf(text: string, project: string): Promise<readonly (readonly unknown[])[]> {
  const catalog = {
    catalogFor: async (texts: readonly string[]) =>
      withRuns(makeCatalog(await readCatalogRows(stores.relational)), await lookUpRuns(stores.relational, texts)),
  };
  const asker = { user: 'ada', now: Date.UTC(2026, 10, 21) * 1000, zone: 'UTC', project };
  const { answer, diagnostics } = await createEngine({ ...stores, catalog }).query(text, asker);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const table = answer?.table;
  const columns = table?.schema.fields.map((_, column) => table.getChildAt(column)) ?? [];
  return Array.from({ length: table?.numRows ?? 0 }, (_, row) => columns.map((column) => column?.get(row) ?? null));
}

describe('the sessions of the HParams dashboard', () => {
  test.each(asked.sessions)('$set: $xt', async ({ set, xt, runs }) => {
    expect((await rowsOf(`${xt} select name`, set)).flat()).toEqual(runs);
  });
});

describe('the filters of tags and runs', () => {
  test.each(asked.tags)('$set: tags $filter', async ({ set, filter, tags }) => {
    const found = await rowsOf(`metrics where name matches '(?i)${filter}' sort by name select name`, set);
    expect(found.flat()).toEqual(tags);
  });

  test.each(asked.runs)('$set: runs $filter', async ({ set, filter, runs }) => {
    const found = await rowsOf(`runs where name matches '(?i)${filter}' and step is not missing select name`, set);
    expect(found.flat().map(String).toSorted()).toEqual(runs);
  });
});

describe('the points of charts', () => {
  test.each(asked.charts)('$set: $tag of $run', async ({ set, run, tag, points }) => {
    const rows = await rowsOf(`curves metrics['${tag}'] of (runs where name = '${run}') x time sample none`, set);
    expect(rows.map((row) => [row.at(-4), row.at(-1)])).toEqual(
      points.map(([step, , value]) => [step, value === 'NaN' ? Number.NaN : value]),
    );
    // The table has milliseconds; TensorBoard's seconds are rounded to whole microseconds.
    const times = rows.map((row, i) => Math.abs(Number(row.at(-3)) * 1000 - (points[i]?.[1] ?? Number.NaN)));
    expect(Math.max(...times)).toBeLessThan(1.5);
  });
});
