import { type Cell, reader, type Table } from '../../src/arrow/index.ts';
import type { Asker, Catalog } from '../../src/catalog/catalog.ts';
import { compile } from '../../src/compile.ts';
import { askStores, execute } from '../../src/execute/execute.ts';
import { makeAnswer } from '../../src/execute/make-answer.ts';
import type { OpenStores } from '../../src/stores/index.ts';

/** `few`: as always over small stores; `many`: as over large ones, sets of runs as bit sets, candidates a few at a time. */
export type Manner = 'few' | 'many';

/** The rows of a query, or the codes of what is wrong with it. */
export async function ask(text: string, asker: Asker, catalog: Catalog, stores: OpenStores, manner: Manner) {
  const { value, diagnostics } = compile(text, catalog, asker);
  if (value === undefined) return { wrong: diagnostics.filter(({ severity }) => severity === 'error') };
  const asking = askStores(stores, {}, () => undefined);
  const many = { ...asking, sizes: { first: 5, chunks: [2, 3], slack: 1 } };
  const results =
    manner === 'few' ? await execute(value.statements, asking) : await execute(forMany(value.statements), many);
  return { rows: rowsOf(makeAnswer(value.steps, results).table) };
}

/** The step with the statements for many runs in place of those for a few, wherever it holds any. */
function forMany<T>(part: T): T {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(forMany) as T;
  const entries = Object.entries(part).map(([name, value]) => [name, forMany(value)] as const);
  const copy = Object.fromEntries(entries);
  return ('many' in copy ? { ...copy, few: copy['many'] } : copy) as T;
}

function rowsOf(table: Table): readonly (readonly Cell[])[] {
  const readers = table.schema.fields.map((_, index) => {
    const column = table.getChildAt(index);
    if (column === null) throw new Error('a column is missing');
    return reader(column);
  });
  return Array.from({ length: table.numRows }, (_, row) => readers.map((read) => read(row)));
}
