export { bind } from './bind.ts';
export type * from './bound.ts';
export { children } from './children.ts';
export { bindDiagnostics } from './diagnostics.ts';
export { printBound } from './print-bound.ts';
export { printBoundExpression } from './print-bound-expression.ts';
export { referencedRuns } from './referenced-runs.ts';
export { tableColumns } from './tables.ts';
