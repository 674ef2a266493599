import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeCatalog, withRuns } from '../../packages/engine/src/catalog/make-catalog.ts';
import { createEngine, type Engine } from '../../packages/engine/src/index.ts';
import { lookUpRuns, type OpenStores, openFolder, readCatalogRows } from '../../packages/engine/src/stores/index.ts';
import { type Duck, DuckEnded, openDuck } from './duck.ts';
import { makeStore, type StoreSize } from './make-store.ts';
import { type Hand, readHand } from './read-hand.ts';
import { runHand } from './run-hand.ts';
import { differenceOf, type Rows, rowsByHand, rowsOfOne, rowsOfXt } from './same-answer.ts';

/** How large the store is, where it is kept, how often is measured, and where the statements by hand are. */
export interface Bench extends StoreSize {
  readonly folder: string;
  readonly rounds: number;
  readonly hand: string;
  /** The script that runs DuckDB. */
  readonly duck: string;
  /** Starts of the names of the queries to ask; all without. */
  readonly only?: readonly string[];
}

/**
 * What one query took, in milliseconds: xt, by hand, and DuckDB where it is there and the query can be asked of it; how
 * many rows the answer has. Or what went wrong: nothing is measured that does not give the same answer.
 */
export type Measured =
  | {
      readonly name: string;
      readonly xt: number;
      readonly byHand: number;
      readonly duckdb?: number;
      readonly rows: number;
    }
  | { readonly name: string; readonly error: string };

/** Of what `make-store.ts` makes: a store of another is made anew. */
const version = 4;

/** Measures each query in turn with its statements by hand, after two rounds that are not counted. */
export async function measureQueries(bench: Bench, report: (measured: Measured) => void): Promise<void> {
  const stores = await open(bench);
  const duck = await openDuck(bench.duck, join(bench.folder, `duck-${version}`), stores);
  try {
    const catalog = makeCatalog(await readCatalogRows(stores.relational));
    const source = {
      catalogFor: async (texts: readonly string[]) => withRuns(catalog, await lookUpRuns(stores.relational, texts)),
    };
    const engine = createEngine({ ...stores, catalog: source });
    const isWanted = (file: string) => bench.only?.some((start) => file.startsWith(start)) ?? true;
    for (const file of readdirSync(bench.hand).filter(isWanted).sort()) {
      const name = file.replace('.sql', '');
      try {
        const hand = readHand(readFileSync(join(bench.hand, file), 'utf8'));
        report({ name, ...(await measure(hand, { engine, stores, duck, rounds: bench.rounds })) });
      } catch (error) {
        report({ name, error: error instanceof Error ? error.message : String(error) });
      }
    }
  } finally {
    await duck?.close();
    await stores.close();
  }
}

async function open({ folder, ...size }: Bench): Promise<OpenStores> {
  const done = join(folder, `made-${version}`);
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

interface Asked {
  readonly engine: Engine;
  readonly stores: OpenStores;
  readonly duck: Duck | undefined;
  readonly rounds: number;
}

/** So many milliseconds are measured at least, or so many rounds: a median of a few short times says little. */
const enough = 1_000;
const most = 31;

const asker = { user: 'ann', now: Date.UTC(2026, 10, 21) * 1000, zone: 'UTC' };

async function measure(hand: Hand, { engine, stores, duck, rounds }: Asked) {
  const ask = async () => {
    const { answer, diagnostics } = await engine.query(hand.query, asker);
    if (answer === undefined) throw new Error(diagnostics.map(({ message }) => message).join('; '));
    return answer;
  };
  const askByHand = async () => {
    const results = await runHand(hand.blocks, stores);
    // What SQL has no function for belongs to the answer, too.
    return hand.finish.length === 0 ? results : rowsByHand(results, hand);
  };
  const xt = rowsOfXt(await ask());
  check('by hand', xt, rowsByHand(await runHand(hand.blocks, stores), hand));
  const statement = duck !== undefined && 'text' in hand.duckdb ? hand.duckdb.text : undefined;
  const askDuck = statement === undefined || duck === undefined ? undefined : () => duck.query(statement);
  let hasDuck = askDuck !== undefined;
  const asking = () =>
    askDuck?.().catch((error: unknown) => {
      if (!(error instanceof DuckEnded)) throw error;
      console.log(`${error.message}: no figure for the next line`);
      hasDuck = false;
      return undefined;
    });
  const first = await asking();
  if (first !== undefined) check('DuckDB', xt, rowsOfOne(first.rows(), hand));
  const times: { readonly own: number[]; readonly byHand: number[]; readonly duckdb: number[] } = {
    own: [],
    byHand: [],
    duckdb: [],
  };
  let spent = 0;
  for (let round = -1; round < rounds || (spent < enough && round < most); round++) {
    const own = await time(ask);
    const byHand = await time(askByHand);
    spent += own + byHand;
    const duckdb = hasDuck ? (await asking())?.milliseconds : undefined;
    if (round < 0) continue;
    times.own.push(own);
    times.byHand.push(byHand);
    if (duckdb !== undefined) times.duckdb.push(duckdb);
  }
  const [own, byHand] = [median(times.own), median(times.byHand)];
  return {
    xt: own,
    byHand,
    ...(hasDuck ? { duckdb: median(times.duckdb) } : {}),
    rows: xt.rows.length,
  };
}

function check(who: string, xt: Rows, other: Rows): void {
  const difference = differenceOf(xt, other);
  if (difference !== undefined) throw new Error(`another answer ${who}: ${difference}`);
}

async function time(work: () => Promise<unknown> | undefined): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
