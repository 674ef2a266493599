import { type Catalog, type CatalogSource, makeCatalog, withRuns } from '@xt/engine';
import { type CatalogRows, lookUpRuns, type Relational, readCatalogRows, readCatalogVersion } from '@xt/engine/stores';

/**
 * The catalog of a store, kept while nothing in it changes: a query asks for one number, and only what changed since is
 * read again.
 */
export function createCatalogSource(relational: Relational): CatalogSource {
  let known: { readonly rows: CatalogRows; readonly catalog: Catalog } | undefined;
  const refresh = async (): Promise<Catalog> => {
    if (known !== undefined && known.rows.version === (await readCatalogVersion(relational))) return known.catalog;
    const rows = await readCatalogRows(relational, known?.rows);
    known = { rows, catalog: makeCatalog(rows) };
    return known.catalog;
  };
  return {
    catalogFor: async (runTexts) => {
      const catalog = await refresh();
      return runTexts.length === 0 ? catalog : withRuns(catalog, await lookUpRuns(relational, runTexts));
    },
  };
}
