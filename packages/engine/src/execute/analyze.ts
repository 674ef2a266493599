import type { Scope } from '../bind/bound.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { StepId, Steps } from '../plan/steps.ts';
import type { BuiltStep } from '../sql/build.ts';
import type { BuiltCheck } from '../sql/build-checks.ts';
import type { Columnar, Reads, RunOptions, Statement } from '../stores/store.ts';
import { type AskedStores, type Asking, askStores, runStep } from './execute.ts';
import { makeAnswer } from './make-answer.ts';
import { notesOf } from './notes.ts';
import type { StepResult } from './results.ts';

/** How long a statement took, and what ClickHouse read for it, where it tells. */
export interface StatementCost {
  readonly store: Statement['store'];
  readonly milliseconds: number;
  readonly read?: Reads;
}

/** What a part of a query took, with its statements in their order. */
export interface PartCost {
  readonly milliseconds: number;
  readonly statements: readonly StatementCost[];
}

/** What a step took and how much it gave. */
export interface StepCost extends PartCost {
  readonly gave: Given;
}

export interface Given {
  readonly count: number;
  readonly what: 'run' | 'row' | 'value' | 'point' | 'group' | 'text';
}

/** What each part of a query took when it was run with nothing else of it at the same time. */
export interface Analysis {
  readonly steps: ReadonlyMap<StepId, StepCost>;
  readonly notes: PartCost;
  readonly answer: PartCost;
  /** Rows of the answer. */
  readonly rows: number;
}

type MeasuredStores = AskedStores & { readonly columnar: Pick<Columnar, 'query' | 'reads'> };

interface Query {
  readonly statements: readonly BuiltStep[];
  readonly checks: readonly BuiltCheck[];
  readonly steps: Steps;
  readonly plan: { readonly scope: Scope };
}

/** Runs a query step by step, statement by statement, so that what each of them takes and reads is its own. */
export async function analyze(
  { statements, checks, steps, plan }: Query,
  catalog: Catalog,
  stores: MeasuredStores,
  options: RunOptions,
): Promise<Analysis> {
  const measure = measurer(stores, options);
  const results = new Map<StepId, StepResult>();
  const costs = new Map<StepId, StepCost>();
  for (const built of statements) {
    const { result, cost } = await measure((asking) => runStep(built, results, asking));
    results.set(built.step.id, result);
    costs.set(built.step.id, { ...cost, gave: givenBy(result) });
  }
  const made = await measure(async () => makeAnswer(steps, results));
  const noted = await measure((asking) => notesOf(checks, plan.scope, catalog, asking));
  return { steps: costs, notes: noted.cost, answer: made.cost, rows: made.result.rows };
}

/** Measures work and the statements that it asks for; the time that measuring takes counts for nothing. */
function measurer(stores: MeasuredStores, options: RunOptions) {
  return async <T>(work: (asking: Asking) => Promise<T>): Promise<{ readonly result: T; readonly cost: PartCost }> => {
    const statements: StatementCost[] = [];
    let measuring = 0;
    let last: Promise<unknown> = Promise.resolve();
    const reads = async () => {
      const start = performance.now();
      const read = await stores.columnar.reads();
      measuring += performance.now() - start;
      return read;
    };
    const ask = async <R>(store: Statement['store'], run: () => Promise<R>): Promise<R> => {
      const before = store === 'clickhouse' ? await reads() : undefined;
      const start = performance.now();
      const result = await run();
      const milliseconds = performance.now() - start;
      const after = store === 'clickhouse' ? await reads() : undefined;
      statements.push({ store, milliseconds, ...(after === undefined ? {} : { read: between(before, after) }) });
      return result;
    };
    const inTurn = <R>(store: Statement['store'], run: () => Promise<R>): Promise<R> => {
      const turn = last.then(() => ask(store, run));
      last = turn.catch(() => undefined);
      return turn;
    };
    const { postgres, clickhouse, object } = askStores(stores, options, () => undefined);
    const start = performance.now();
    const result = await work({
      postgres: (statement) => inTurn('postgres', () => postgres(statement)),
      clickhouse: (statement) => inTurn('clickhouse', () => clickhouse(statement)),
      object,
    });
    return { result, cost: { milliseconds: performance.now() - start - measuring, statements } };
  };
}

function between(before: Reads | undefined, after: Reads): Reads {
  return { rows: after.rows - (before?.rows ?? 0), bytes: after.bytes - (before?.bytes ?? 0) };
}

function givenBy(result: StepResult): Given {
  switch (result.kind) {
    case 'runs':
      return { count: result.runs.length, what: 'run' };
    case 'count':
      return { count: result.count, what: 'run' };
    case 'relatives':
      return { count: result.found.owners.length, what: 'row' };
    case 'listing':
      return { count: result.listing.count, what: 'row' };
    case 'stored':
      return { count: sum(result.columns.map(({ values }) => values.length)), what: 'value' };
    case 'computed':
    case 'artifacts':
      return { count: result.table?.numRows ?? 0, what: 'row' };
    case 'grouped':
      return { count: result.table?.numRows ?? 0, what: 'group' };
    case 'forks':
      return { count: result.forks.size, what: 'run' };
    case 'curves':
      return { count: sum(result.curves.map(({ x }) => x.length)), what: 'point' };
    case 'run-groups':
      return { count: result.rows.length, what: 'group' };
    case 'bands':
      return {
        count: sum(result.series.flatMap(({ groups }) => [...groups.values()].map(({ x }) => x.length))),
        what: 'point',
      };
    case 'differences':
      return { count: result.rows.length, what: 'row' };
    case 'texts':
      return { count: result.texts.length, what: 'text' };
    case 'listed':
      return { count: result.listed.rows.length, what: 'row' };
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
