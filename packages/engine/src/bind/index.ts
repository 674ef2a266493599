export { bind } from './bind.ts';
export type {
  BandKind,
  BoundAggregate,
  BoundColumn,
  BoundCompare,
  BoundCondition,
  BoundCurveSeries,
  BoundCurves,
  BoundExpression,
  BoundGroups,
  BoundKey,
  BoundNames,
  BoundProjects,
  BoundQuery,
  BoundRuns,
  Check,
  ConstantValue,
  KeyRef,
  MetricRef,
  ParamReading,
  RunClause,
  RunsFrom,
  ScalarFunction,
  Scope,
  SeriesAggregate,
} from './bound.ts';
export { children } from './children.ts';
export { bindDiagnostics } from './diagnostics.ts';
export { printBound } from './print-bound.ts';
export { printBoundExpression } from './print-bound-expression.ts';
export { qualify } from './qualify.ts';
export { referencedRuns } from './referenced-runs.ts';
export { tableColumns } from './tables.ts';
