import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeCatalog, withRuns } from '../../packages/engine/src/catalog/make-catalog.ts';
import { createEngine } from '../../packages/engine/src/index.ts';
import { lookUpRuns, openFolder, readCatalogRows } from '../../packages/engine/src/stores/index.ts';
import { makeStore, type StoreSize } from './make-store.ts';
import { type Hand, readHand, runHand } from './run-hand.ts';

/** How large the store is, where it is kept, how often is measured, and where the statements by hand are. */
export interface Bench extends StoreSize {
  readonly folder: string;
  readonly rounds: number;
  readonly hand: string;
}

/** What one query took, in milliseconds, of xt and by hand, and how many rows each gave; or what went wrong. */
export type Measured =
  | { readonly name: string; readonly xt: number; readonly byHand: number; readonly rows: readonly [number, number] }
  | { readonly name: string; readonly error: string };

async function open({ folder, ...size }: Bench) {
  const done = join(folder, 'made');
  if (existsSync(done)) return openFolder(done);
  const making = join(folder, 'making');
  rmSync(making, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const stores = await openFolder(making);
  await makeStore(stores, size);
  await stores.close();
  renameSync(making, done);
  return openFolder(done);
}

async function time(work: () => Promise<number>): Promise<{ readonly ms: number; readonly rows: number }> {
  const start = performance.now();
  const rows = await work();
  return { ms: performance.now() - start, rows };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Measures each query in turn with its statements by hand, after two rounds that are not counted. */
export async function measureQueries(bench: Bench, report: (measured: Measured) => void): Promise<void> {
  const stores = await open(bench);
  const catalog = makeCatalog(await readCatalogRows(stores.relational));
  const source = {
    catalogFor: async (texts: readonly string[]) => withRuns(catalog, await lookUpRuns(stores.relational, texts)),
  };
  const engine = createEngine({ ...stores, catalog: source });
  const asker = { user: 'ann', now: Date.UTC(2026, 10, 21) * 1000, zone: 'UTC' };
  const ask = async ({ query }: Hand) => {
    const { answer, diagnostics } = await engine.query(query, asker);
    if (answer === undefined) throw new Error(`${query}: ${diagnostics.map(({ message }) => message).join('; ')}`);
    return answer.table.numRows;
  };
  for (const file of readdirSync(bench.hand).sort()) {
    const name = file.replace('.sql', '');
    const hand = readHand(readFileSync(join(bench.hand, file), 'utf8'));
    try {
      const own: number[] = [];
      const other: number[] = [];
      let rows: [number, number] = [0, 0];
      for (let round = -2; round < bench.rounds; round++) {
        const a = await time(() => ask(hand));
        const b = await time(() => runHand(hand, stores));
        rows = [a.rows, b.rows];
        if (round < 0) continue;
        own.push(a.ms);
        other.push(b.ms);
      }
      report({ name, xt: median(own), byHand: median(other), rows });
    } catch (error) {
      report({ name, error: error instanceof Error ? error.message : String(error) });
    }
  }
  await stores.close();
}
