export type {
  Asker,
  Catalog,
  Goal,
  NameEntry,
  NameKind,
  ProjectEntry,
  RunEntry,
  RunMatches,
} from './catalog.ts';
export {
  functionSynonyms,
  type ScalarEntry,
  type ScalarFunction,
  type SeriesAggregate,
  type SeriesEntry,
  scalarFunctions,
  seriesFunctions,
} from './functions.ts';
export { goalOf, type KnownGoal, knownGoal } from './goal.ts';
export { type CatalogRows, makeCatalog, withRuns } from './make-catalog.ts';
export { readBool, readNumber } from './read-text.ts';
export { type RunField, type RunFieldName, type RunState, runFields, runStates } from './run-fields.ts';
export { typeBits, type ValueType } from './value-types.ts';
