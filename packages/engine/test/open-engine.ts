import { makeCatalog, withRuns } from '../src/catalog/make-catalog.ts';
import { createEngine, type QueryResult } from '../src/engine.ts';
import { lookUpRuns, readCatalogRows } from '../src/stores/index.ts';
import { openTemporaryFolder } from '../src/stores/testing/index.ts';

/** A moment after all points of these tests, in microseconds. */
export const now = Date.parse('2026-11-21T12:00:00Z') * 1000;

/** New embedded stores, and a function that asks the engine over them; throws what the query is told. */
export async function openEngine() {
  const stores = await openTemporaryFolder();
  const catalog = {
    catalogFor: async (texts: readonly string[]) =>
      withRuns(makeCatalog(await readCatalogRows(stores.relational)), await lookUpRuns(stores.relational, texts)),
  };
  const engine = createEngine({ ...stores, catalog });
  const ask = async (
    text: string,
    options: { readonly limit?: number; readonly skip?: number } = {},
  ): Promise<Asked> => {
    const result = await engine.query(text, { user: 'ann', now, zone: 'UTC' }, options);
    const table = result.answer?.table;
    if (table === undefined) throw new Error(`${text}: ${JSON.stringify(result.diagnostics)}`);
    const names = table.schema.fields.map((field) => field.name);
    const rows = Array.from({ length: table.numRows }, (_, row) =>
      names.map((_, column): unknown => table.getChildAt(column)?.get(row) ?? null),
    );
    return { names, rows, result };
  };
  return { stores, engine, ask };
}

/** An answer as arrays, missing values as null. */
export interface Asked {
  readonly names: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly result: QueryResult;
}
