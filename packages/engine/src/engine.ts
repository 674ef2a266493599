import { setImmediate } from 'node:timers/promises';
import { type Diagnostic, hasErrors, type Outcome, parse } from '@xt/grammar';
import { answerShape } from './answer-shape.ts';
import type { Answer } from './arrow/result.ts';
import { withShape } from './arrow/shape.ts';
import type { BoundQuery, BoundRuns } from './bind/bound.ts';
import { referencedRuns } from './bind/referenced-runs.ts';
import type { Asker, Catalog } from './catalog/catalog.ts';
import { type Compiled, compileParsed } from './compile.ts';
import { type CompleteOptions, type Completion, complete, type LookUpValues } from './complete/complete.ts';
import { analyze } from './execute/analyze.ts';
import { AnswerError } from './execute/answer-error.ts';
import { type AskedStores, type Asking, askStores, execute, type StatementTime } from './execute/execute.ts';
import { makeAnswer } from './execute/make-answer.ts';
import { countedNotes, notesOf } from './execute/notes.ts';
import { groupedOf, type Results, runsOf } from './execute/results.ts';
import { whyEmpty } from './execute/why-empty.ts';
import { isListing, whyNoRows } from './execute/why-no-rows.ts';
import { explainCompiled } from './explain.ts';
import { takeNames } from './names-of-runs.ts';
import type { StepId, Steps } from './plan/steps.ts';
import { lookUpValues } from './stores/look-up-values.ts';
import type { Columnar } from './stores/store.ts';

/** Where the engine gets its catalog from: the newest snapshot, knowing what these texts mean as runs. */
export interface CatalogSource {
  readonly catalogFor: (runTexts: readonly string[]) => Promise<Catalog>;
}

export interface EngineStores extends AskedStores {
  readonly columnar: Pick<Columnar, 'query' | 'reads'>;
  readonly catalog: CatalogSource;
}

export interface QueryOptions {
  /** Cancels the query in the stores; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** At most so many rows in the answer; `stats.rows` still counts all. */
  readonly limit?: number;
  /** Where the rows are runs, so many at the beginning are left out of the answer, too. */
  readonly skip?: number;
  /** Where the rows are runs, the answer's shape has their names and ids, whatever its columns are. */
  readonly names?: boolean;
}

export interface ExplainOptions {
  /** Cancels the statements. */
  readonly signal?: AbortSignal;
  /** Runs the query, and tells what each step gave, took and read. */
  readonly analyze?: boolean;
}

/** What a query cost. */
export interface QueryStats {
  /** Rows of the whole answer, of which `limit` may show fewer. */
  readonly rows: number;
  /** Rows before the first of the answer. */
  readonly skipped: number;
  readonly compileMilliseconds: number;
  readonly milliseconds: number;
  /** Every statement that was run, in the order in which they ended. */
  readonly statements: readonly StatementTime[];
}

/** An answer with its notes, or no answer and at least one error. */
export interface QueryResult {
  readonly answer?: Answer;
  readonly diagnostics: readonly Diagnostic[];
  readonly stats: QueryStats;
}

export interface Engine {
  /** What can stand at the cursor of a text that may be incomplete; asks the stores for names and values only. */
  complete(text: string, cursor: number, asker: Asker, options?: CompleteOptions): Promise<Completion>;
  query(text: string, asker: Asker, options?: QueryOptions): Promise<QueryResult>;
  /** Every stage of a query as text, with the SQL of each store; unless it is to analyze, it asks the stores for names only. */
  explain(text: string, asker: Asker, options?: ExplainOptions): Promise<Outcome<string>>;
}

/** An engine over two open stores. */
export function createEngine(stores: EngineStores): Engine {
  return {
    complete: async (text, cursor, asker, options) => {
      const catalog = await stores.catalog.catalogFor([]);
      const lookUp: LookUpValues = (of, written) => lookUpValues(stores.relational, of, written);
      return complete(text, cursor, catalog, asker, lookUp, options);
    },
    query: (text, asker, options = {}) => query(stores, text, asker, options),
    explain: (text, asker, options = {}) => explain(stores, text, asker, options),
  };
}

async function compileText(stores: EngineStores, text: string, asker: Asker, options: QueryOptions) {
  const parsed = parse(text);
  const catalog = await stores.catalog.catalogFor(parsed.value === undefined ? [] : referencedRuns(parsed.value));
  const part = {
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(options.skip === undefined ? {} : { skip: options.skip }),
    ...(options.names === undefined ? {} : { names: options.names }),
  };
  return { catalog, outcome: compileParsed(parsed, catalog, asker, part) };
}

async function query(stores: EngineStores, text: string, asker: Asker, options: QueryOptions): Promise<QueryResult> {
  const start = performance.now();
  const statements: StatementTime[] = [];
  const { outcome, catalog } = await compileText(stores, text, asker, options);
  const compiled = performance.now();
  const stats = (rows: number): QueryStats => ({
    rows,
    skipped: outcome.value?.steps.kind === 'runs' ? Math.min(options.skip ?? 0, rows) : 0,
    compileMilliseconds: compiled - start,
    milliseconds: performance.now() - start,
    statements,
  });
  const { value, diagnostics } = outcome;
  if (value === undefined || hasErrors(diagnostics)) return { diagnostics, stats: stats(0) };
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const asking = askStores(stores, signal, (time) => statements.push(time));
  const answered = await answer(value, text, asker, catalog, asking).catch(toldError);
  if ('error' in answered) return { diagnostics: [...diagnostics, answered.error], stats: stats(0) };
  const { rows, notes, samples } = answered;
  const shown = options.names === true ? takeNames(answered.table) : answered;
  const names = shown.table.schema.fields.map(({ name }) => name);
  const shape = answerShape(value.syntax, value.bound, names, samples);
  const runs = 'runs' in shown && shown.runs !== undefined ? { runs: shown.runs } : {};
  const table = withShape(shown.table, { ...shape, ...runs });
  const all = distinct([...diagnostics, ...notes]);
  return { answer: { table, notes: all }, diagnostics: all, stats: stats(rows) };
}

/** Each note once, though several places of a query may have it. */
function distinct(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((each) => [`${each.code} ${each.message}`, each])).values()];
}

async function explain(
  stores: EngineStores,
  text: string,
  asker: Asker,
  options: ExplainOptions,
): Promise<Outcome<string>> {
  const start = performance.now();
  const { outcome, catalog } = await compileText(stores, text, asker, {});
  const compileMilliseconds = performance.now() - start;
  const { value, diagnostics } = outcome;
  if (value === undefined) return { diagnostics };
  if (options.analyze !== true) return { value: explainCompiled(value), diagnostics };
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const analysis = await analyze(value, catalog, stores, signal).catch(toldError);
  if ('error' in analysis) return { diagnostics: [...diagnostics, analysis.error] };
  return { value: explainCompiled(value, { compileMilliseconds, analysis }), diagnostics };
}

/** What the data tells to be wrong is told like what is wrong in the query. */
function toldError(error: unknown): { readonly error: Diagnostic } {
  if (error instanceof AnswerError) return { error: error.diagnostic };
  throw error;
}

async function answer(compiled: Compiled, text: string, asker: Asker, catalog: Catalog, asking: Asking) {
  const { steps, statements, checks, plan, bound } = compiled;
  const answering = execute(statements, asking);
  // Beside the query, whose first statements go first; an error must not end the process if the query's own comes first.
  const noting = setImmediate().then(() => notesOf(checks, plan.scope, catalog, asking));
  noting.catch(() => undefined);
  const results = await answering;
  const made = makeAnswer(steps, results);
  const notes = [...(await noting), ...countedNotes(steps, results, catalog), ...made.notes];
  const empty = made.rows === 0 ? emptyQuery(bound, steps, results) : undefined;
  if (empty !== undefined) {
    const why = await whyEmpty(empty, text, { now: asker.now }, asking);
    if (why !== undefined) notes.push(why);
  } else if (made.rows === 0 && isListing(bound)) {
    const why = await whyNoRows(bound, text, { now: asker.now }, asking);
    if (why !== undefined) notes.push(why);
  }
  return { ...made, notes };
}

/** The query that chooses the runs behind the rows, if it chose none. */
function emptyQuery(bound: BoundQuery, steps: Steps, results: Results): BoundRuns | undefined {
  switch (bound.kind) {
    case 'runs':
      return runsOf(results, steps.rows).length === 0 ? bound : undefined;
    case 'curves':
      return runsOf(results, steps.rows).length === 0 ? bound.of : undefined;
    case 'groups':
      return isGroupless(results, steps.rows) ? bound.of : undefined;
    default:
      return undefined;
  }
}

/** Whether there were no runs to make groups of. */
function isGroupless(results: Results, id: StepId): boolean {
  const result = results.get(id);
  if (result?.kind === 'listed') return result.listed.listing.count === 0;
  const { within } = groupedOf(results, id).step;
  return within !== undefined && runsOf(results, within).length === 0;
}
