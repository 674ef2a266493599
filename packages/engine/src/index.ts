export type { Answer, ColumnType } from './arrow/result.ts';
export type { BoundQuery, BoundRuns } from './bind/bound.ts';
export { bind, qualify, referencedRuns } from './bind/index.ts';
export type { Asker, Catalog, NameEntry, NameKind, ProjectEntry, RunEntry, RunMatches } from './catalog/catalog.ts';
export { goalOf, type KnownGoal, knownGoal } from './catalog/goal.ts';
export { type CatalogRows, makeCatalog, withRuns } from './catalog/make-catalog.ts';
export { nameDistance } from './catalog/nearest-names.ts';
export { type RunFieldName, type RunState, runFields } from './catalog/run-fields.ts';
export { type Compiled, type CompileOptions, compile } from './compile.ts';
export {
  type CompleteOptions,
  type Completion,
  type CompletionItem,
  complete,
  type QuoteStyle,
} from './complete/index.ts';
export {
  type CatalogSource,
  createEngine,
  type Engine,
  type EngineStores,
  type ExplainOptions,
  type QueryOptions,
  type QueryResult,
  type QueryStats,
} from './engine.ts';
export { explainCompiled, explainSections, type Section } from './explain.ts';
export { type SelectedRuns, selectRuns } from './select-runs.ts';
