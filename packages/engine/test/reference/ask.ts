import { type Diagnostic, parse, print } from '@xt/grammar';
import { type Cell, columnType, reader } from '../../src/arrow/index.ts';
import { qualify } from '../../src/bind/qualify.ts';
import { referencedRuns } from '../../src/bind/referenced-runs.ts';
import type { Asker, Catalog } from '../../src/catalog/catalog.ts';
import { makeCatalog, withRuns } from '../../src/catalog/make-catalog.ts';
import { compile } from '../../src/compile.ts';
import { createEngine } from '../../src/engine.ts';
import { AnswerError } from '../../src/execute/answer-error.ts';
import { askStores, execute } from '../../src/execute/execute.ts';
import { makeAnswer } from '../../src/execute/make-answer.ts';
import { lookUpRuns, type OpenStores, readCatalogRows } from '../../src/stores/index.ts';

/** What the engine said: a table and notes, or what is wrong. */
export interface Told {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Cell[])[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A query; of one that begins with a saved view, the view's query and what follows it. */
export interface Wanted {
  readonly text: string;
  readonly view?: { readonly query: string; readonly more: string };
}

export type Ask = (wanted: Wanted, asker: Asker) => Promise<Told>;

/** The engine as it is asked: `many` as over large stores, with sets of runs as bit sets and candidates a few at a time. */
export interface Asks {
  readonly few: Ask;
  readonly many: Ask;
}

/** The newest catalog, knowing what these texts mean as runs. */
export type CatalogFor = (runTexts: readonly string[]) => Promise<Catalog>;

/** The catalog of open stores that no longer change. */
export async function openCatalog(
  stores: OpenStores,
): Promise<{ readonly catalog: Catalog; readonly catalogFor: CatalogFor }> {
  const catalog = makeCatalog(await readCatalogRows(stores.relational));
  const catalogFor: CatalogFor = async (texts) =>
    texts.length === 0 ? catalog : withRuns(catalog, await lookUpRuns(stores.relational, texts));
  return { catalog, catalogFor };
}

/** Asks the engine over open stores. */
export function askOver(stores: OpenStores, catalogFor: CatalogFor): Asks {
  const engine = createEngine({ ...stores, catalog: { catalogFor } });
  const ask = (how: (text: string, asker: Asker) => Promise<Told>): Ask => {
    return async (wanted, asker) => {
      const { text, diagnostics } = await textFor(wanted, catalogFor, asker);
      return text === undefined ? told(undefined, diagnostics) : how(text, asker);
    };
  };
  return {
    few: ask(async (text, asker) => {
      const { answer, diagnostics } = await engine.query(text, asker);
      return told(answer?.table, diagnostics);
    }),
    many: ask(async (text, asker) => {
      const parsed = parse(text).value;
      const known = await catalogFor(parsed === undefined ? [] : referencedRuns(parsed));
      const { value, diagnostics } = compile(text, known, asker);
      if (value === undefined) return told(undefined, diagnostics);
      const asking = {
        ...askStores(stores, {}, () => undefined),
        sizes: { first: 5, chunks: [2, 3], slack: 1, points: 0 },
      };
      try {
        const results = await execute(forMany(value.statements), asking);
        return told(makeAnswer(value.steps, results).table, diagnostics);
      } catch (error) {
        if (error instanceof AnswerError) return told(undefined, [...diagnostics, error.diagnostic]);
        throw error;
      }
    }),
  };
}

/** The text that the engine is asked: a saved view stands with its names qualified, as it is stored. */
export async function textFor(
  { text, view }: Wanted,
  catalogFor: CatalogFor,
  asker: Asker,
): Promise<{ readonly text?: string; readonly diagnostics: readonly Diagnostic[] }> {
  if (view === undefined) return { text, diagnostics: [] };
  const parsed = parse(view.query);
  if (parsed.value === undefined) return parsed;
  const { value, diagnostics } = qualify(parsed.value, await catalogFor(referencedRuns(parsed.value)), asker);
  return value === undefined ? { diagnostics } : { text: `${print(value)} ${view.more}`, diagnostics: [] };
}

function told(table: ReturnType<typeof makeAnswer>['table'] | undefined, diagnostics: readonly Diagnostic[]): Told {
  if (table === undefined) return { columns: [], rows: [], diagnostics };
  const columns = table.schema.fields.map((field) => ({ name: field.name, type: columnType(field) }));
  const readers = columns.map((_, index) => {
    const column = table.getChildAt(index);
    if (column === null) throw new Error('a column is missing');
    return reader(column);
  });
  const rows = Array.from({ length: table.numRows }, (_, row) => readers.map((read) => read(row)));
  return { columns, rows, diagnostics };
}

/** The step with the statements for many runs in place of those for a few, wherever it holds any. */
function forMany<T>(part: T): T {
  if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) return part;
  if (Array.isArray(part)) return part.map(forMany) as T;
  const entries = Object.entries(part).map(([name, value]) => [name, forMany(value)] as const);
  const copy = Object.fromEntries(entries);
  return ('many' in copy ? { ...copy, few: copy['many'] } : copy) as T;
}
