import type { Table } from '../arrow/index.ts';
import { stepsBefore } from '../plan/steps-before.ts';
import type { BuiltStep } from '../sql/build.ts';
import { readObject } from '../stores/read-object.ts';
import type { Columnar, Objects, Relational, Rows, RunOptions, Statement } from '../stores/store.ts';
import { bestOfGroups } from './best-of-groups.ts';
import { fetchFacts } from './fetch-facts.ts';
import { fill } from './fill.ts';
import { findKin } from './find-kin.ts';
import { forksIn, withForks } from './forks.ts';
import { groupRuns } from './group-runs.ts';
import { listLineage } from './list-lineage.ts';
import { countListing, groupListing, listRows } from './list-rows.ts';
import { newestFirst } from './newest-first.ts';
import { type CandidateSizes, orderCandidates } from './order-candidates.ts';
import { readBands } from './read-bands.ts';
import { type CurveSizes, readCurves } from './read-curves.ts';
import { readSummaries } from './read-summaries.ts';
import { readTexts } from './read-texts.ts';
import { findRelatives, ownersOf, sideOfRelatives, throughRelatives } from './relatives.ts';
import { columnOf, forksOf, type Results, relativesOf, runColumn, runsOf, type StepResult } from './results.ts';
import { intersect, type Runs, readRuns, subtract, union } from './run-set.ts';
import { noValues, readGiven, readPart, type StoredColumn, within } from './stored-column.ts';

/** The stores as the executor asks them. */
export interface Asking {
  readonly postgres: (statement: Statement) => Promise<Rows>;
  readonly clickhouse: (statement: Statement) => Promise<Table>;
  /** The bytes of an object by its digest, reading no more than somewhat over `most`; undefined where it is not kept. */
  readonly object: (digest: string, most: number) => Promise<Uint8Array | undefined>;
  /** Other sizes than usual, for tests. */
  readonly sizes?: CandidateSizes & CurveSizes;
}

/** How long one statement took, and how many rows it gave. */
export interface StatementTime {
  readonly store: Statement['store'];
  readonly milliseconds: number;
}

/** Runs every step as soon as those that it needs are done, and gives all their results. */
export async function execute(steps: readonly BuiltStep[], asking: Asking): Promise<Results> {
  const results = new Map<number, StepResult>();
  const running = new Map<number, Promise<void>>();
  for (const built of steps) {
    const needed = stepsBefore(built.step).map((id) => running.get(id));
    const run = async () => {
      await Promise.all(needed);
      results.set(built.step.id, await runStep(built, results, asking));
    };
    running.set(built.step.id, run());
  }
  await Promise.all(running.values());
  return results;
}

/** The stores as far as a query asks them. */
export interface AskedStores {
  readonly relational: Pick<Relational, 'query'>;
  readonly columnar: Pick<Columnar, 'query'>;
  readonly objects: Pick<Objects, 'get' | 'has'>;
}

/** The stores with one query's signal, each statement timed. */
export function askStores(stores: AskedStores, options: RunOptions, timed: (time: StatementTime) => void): Asking {
  const time = async <T>(statement: Statement, work: Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work;
    timed({ store: statement.store, milliseconds: performance.now() - start });
    return result;
  };
  return {
    postgres: (statement) => time(statement, stores.relational.query(statement, options)),
    clickhouse: (statement) => time(statement, stores.columnar.query(statement, options)),
    object: (digest, most) => readObject(stores.objects, digest, most),
  };
}

/** Runs one step, those that it needs being done. */
export async function runStep(built: BuiltStep, results: Results, asking: Asking): Promise<StepResult> {
  // Within how many edges kin are is no step.
  if (built.kind !== 'find-kin' && 'within' in built.step && withinOf(built.step, results)?.length === 0) {
    const none = resultOfNone(built);
    if (none !== undefined) return none;
  }
  switch (built.kind) {
    case 'in-process':
      if (built.step.kind === 'through-relatives') {
        return { kind: 'stored', columns: throughRelatives(built.step, results) };
      }
      if (built.step.kind === 'group-runs') return { kind: 'run-groups', ...groupRuns(built.step, results) };
      if (built.step.kind === 'spread') return { kind: 'stored', columns: [spread(built.step, results)] };
      if (built.step.kind === 'count-runs') {
        return { kind: 'listing', listing: countListing(built.step.columns, runsOf(results, built.step.of).length) };
      }
      return { kind: 'runs', runs: combine(built.step, results) };
    case 'find': {
      const within = 'within' in built.step ? withinOf(built.step, results) : undefined;
      const statement = fill(built.statement, within, results);
      if (statement.store === 'postgres') return { kind: 'runs', runs: await findRuns(statement, asking) };
      const values = await asking.clickhouse(statement);
      return { kind: 'runs', runs: runColumn(values), values };
    }
    case 'count': {
      const { rows } = await asking.postgres(fill(built.statement, withinOf(built.step, results), results));
      return { kind: 'count', count: Number(rows[0]?.[0] ?? 0) };
    }
    case 'find-relatives':
      return { kind: 'relatives', found: await findRelatives(built, results, asking) };
    case 'find-forks': {
      const runs = runsOf(results, built.step.of);
      return { kind: 'forks', forks: forksIn(await asking.postgres(fill(built.statement, runs, results))) };
    }
    case 'list-lineage':
      return { kind: 'listing', listing: await listLineage(built, results, asking) };
    case 'find-kin': {
      const start = runsOf(results, built.step.of);
      if (start.length === 0) return { kind: 'runs', runs: start };
      const rows = await asking.postgres(fill(built.statement, start, results));
      return { kind: 'runs', runs: findKin(built.step, start, rows) };
    }
    case 'order-postgres': {
      const { rows } = await asking.postgres(fill(built.statement, withinOf(built.step, results), results));
      const [[numbers = null, ...lists] = []] = rows;
      const runs = readRuns(numbers as string | null);
      const { values } = built.step;
      return { kind: 'runs', runs, ...(values && { columns: readGiven(runs, lists, values) }) };
    }
    case 'order-clickhouse':
      return { kind: 'runs', ...(await orderCandidates(built, results, asking)) };
    case 'fetch-postgres': {
      const of = runsOf(results, built.step.of);
      const columns: StoredColumn[] = built.step.values.map((value) =>
        value.kind === 'computed' ? within(columnOf(results, value.of, value.index), of) : noValues,
      );
      const fetchPart = async ({ part, statement }: (typeof built.parts)[number]) => {
        const rows = await asking.postgres(fill(statement, of, results));
        for (const [index, column] of readPart(part, rows, built.step.values)) columns[index] = column;
      };
      await Promise.all(of.length === 0 ? [] : built.parts.map(fetchPart));
      return { kind: 'stored', columns };
    }
    case 'fetch-clickhouse': {
      const statement = fill(built.statement, withinOf(built.step, results), results);
      return { kind: 'computed', table: await asking.clickhouse(statement) };
    }
    case 'fetch-summaries': {
      const statement = fill(built.statement, withinOf(built.step, results), results);
      return { kind: 'stored', columns: readSummaries(built.step, await asking.clickhouse(statement)) };
    }
    case 'rank-clickhouse': {
      const travel = [built.step.within, built.step.without].find((id) => id !== undefined);
      const runs = travel === undefined ? undefined : runsOf(results, travel);
      const table = await asking.clickhouse(fill(built.statement, runs, results));
      return built.step.first ? { kind: 'runs', runs: runColumn(table) } : { kind: 'computed', table };
    }
    case 'count-groups': {
      const rows = await asking.postgres(fill(built.statement, withinOf(built.step, results), results));
      return { kind: 'listing', listing: groupListing(built.step.columns, rows) };
    }
    case 'group-rows': {
      const statement = fill(built.statement, withinOf(built.step, results), results);
      return { kind: 'grouped', step: built.step, table: await asking.clickhouse(statement) };
    }
    case 'list-artifacts': {
      const statement = fill(built.statement, withinOf(built.step, results), results);
      return { kind: 'artifacts', table: await asking.clickhouse(statement) };
    }
    case 'fetch-facts':
      return { kind: 'differences', rows: await fetchFacts(built, results, asking) };
    case 'read-texts':
      return { kind: 'texts', texts: await readTexts(built, results, asking) };
    case 'list-rows':
      return { kind: 'listed', step: built.step, listed: await listRows(built, results, asking) };
    case 'fetch-bands':
      return { kind: 'bands', series: await readBands(built, results, asking) };
    case 'fetch-curves':
      return { kind: 'curves', curves: await readCurves(built, results, asking) };
  }
}

/** What a step gives that looks at no run: no store is asked. Without keys there is a group all the same. */
function resultOfNone(built: BuiltStep): StepResult | undefined {
  switch (built.kind) {
    case 'count':
      return { kind: 'count', count: 0 };
    case 'list-artifacts':
      return { kind: 'artifacts' };
    case 'fetch-clickhouse':
      return { kind: 'computed' };
    case 'fetch-summaries':
      return { kind: 'stored', columns: built.step.columns.map(() => noValues) };
    case 'fetch-bands':
      return { kind: 'bands', series: [] };
    case 'rank-clickhouse':
      return built.step.first ? { kind: 'runs', runs: new Uint32Array(0) } : { kind: 'computed' };
    case 'count-groups':
      return undefined;
    case 'group-rows':
      return built.step.keys.length === 0 ? undefined : { kind: 'grouped', step: built.step };
    default:
      return { kind: 'runs', runs: new Uint32Array(0) };
  }
}

type InProcess = Extract<BuiltStep, { kind: 'in-process' }>['step'];

function combine(
  step: Exclude<InProcess, { kind: 'spread' | 'group-runs' | 'count-runs' | 'through-relatives' }>,
  results: Results,
): Runs {
  switch (step.kind) {
    case 'side-of-relatives':
      return sideOfRelatives(relativesOf(results, step.of), step.side);
    case 'with-forks':
      return withForks(runsOf(results, step.of), forksOf(results, step.forks));
    case 'owners-of':
      return ownersOf(relativesOf(results, step.of), runsOf(results, step.rows));
    case 'given':
      return Uint32Array.from(step.runs);
    case 'newest-first':
      return newestFirst(step, results);
    case 'union':
      return union(step.of.map((id) => runsOf(results, id)));
    case 'ranked-runs':
      return rankedRuns(results, step.of);
    case 'best-of-groups':
      return bestOfGroups(step, results);
    case 'subtract':
      return subtract(runsOf(results, step.from), runsOf(results, step.of));
    case 'order-as-given': {
      const { skip = 0, limit = Number.POSITIVE_INFINITY } = step;
      const runs = intersect(runsOf(results, step.list), runsOf(results, step.within));
      return skip === 0 && runs.length <= limit ? runs : runs.slice(skip, skip + limit);
    }
  }
}

/** The one value of a column, of whichever run. */
function spread({ of, index }: Extract<InProcess, { kind: 'spread' }>, results: Results): StoredColumn {
  const [everywhere] = columnOf(results, of, index).values;
  return everywhere === undefined ? noValues : { ...noValues, everywhere };
}

function withinOf(step: { readonly within?: number }, results: Results): Runs | undefined {
  return step.within === undefined ? undefined : runsOf(results, step.within);
}

async function findRuns(statement: Statement, asking: Asking): Promise<Runs> {
  if (statement.store === 'clickhouse') return runColumn(await asking.clickhouse(statement));
  const { rows } = await asking.postgres(statement);
  return readRuns((rows[0]?.[0] ?? null) as string | null);
}

/** The runs in the table of a step; none where it looked at no run. */
function rankedRuns(results: Results, id: number): Runs {
  const result = results.get(id);
  if (result?.kind !== 'computed') throw new Error(`step ${id} ranked no runs`);
  return result.table === undefined ? new Uint32Array(0) : runColumn(result.table);
}
