import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cell, reader } from '../../src/arrow/index.ts';
import type { Asker } from '../../src/catalog/catalog.ts';
import { makeCatalog, withRuns } from '../../src/catalog/make-catalog.ts';
import { createEngine, type Engine } from '../../src/engine.ts';
import { lookUpRuns, type OpenStores, readCatalogRows } from '../../src/stores/index.ts';
import { openTemporaryFolder } from '../../src/stores/testing/index.ts';
import { evaluate } from './evaluate.ts';
import { printQuery } from './print.ts';
import { query } from './queries.ts';
import { start, type World, world } from './world.ts';
import { writeWorld } from './write-world.ts';

const asker: Asker = { user: 'ann', now: start + 30 * 86_400_000_000, zone: 'UTC' };
/** What a generated query may be refused for: a name that no run of its world has, a param that is never a number or text. */
const refusals: ReadonlySet<string> = new Set(['unknown-name', 'type-mismatch']);

describe.each([11, 23, 35])('random world %i', (seed) => {
  let runs: World;
  let stores: OpenStores;
  let engine: Engine;
  let refused = 0;
  let asked = 0;

  beforeAll(async () => {
    runs = fc.sample(world, { seed, numRuns: 1 })[0] ?? [];
    stores = await openTemporaryFolder();
    await writeWorld(runs, stores.writer);
    const rows = await readCatalogRows(stores.relational);
    const catalogFor = async (texts: readonly string[]) =>
      withRuns(makeCatalog(rows), await lookUpRuns(stores.relational, texts));
    engine = createEngine({ ...stores, catalog: { catalogFor } });
  });
  afterAll(() => stores.close());

  test('engine and reference give the same rows', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (of) => {
        const text = printQuery(of);
        const { answer, diagnostics } = await engine.query(text, asker);
        asked++;
        if (answer === undefined) {
          refused++;
          expect(
            diagnostics.filter(({ severity, code }) => severity === 'error' && !refusals.has(code)),
            text,
          ).toEqual([]);
          return;
        }
        expect(withoutNegativeZero(tableRows(answer.table)), text).toEqual(
          withoutNegativeZero(evaluate(of, runs, asker.now)),
        );
      }),
      { seed, numRuns: Number(process.env['XT_TEST_REFERENCE_QUERIES'] ?? 150), endOnFailure: false },
    );
    expect(refused / asked).toBeLessThan(0.2);
  });
});

function withoutNegativeZero(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  return rows.map((row) => row.map((cell) => (cell === 0 ? 0 : cell)));
}

function tableRows(table: Table): readonly (readonly Cell[])[] {
  const readers = table.schema.fields.map((_, index) => {
    const column = table.getChildAt(index);
    if (column === null) throw new Error('a column is missing');
    return reader(column);
  });
  return Array.from({ length: table.numRows }, (_, row) => readers.map((read) => read(row)));
}
