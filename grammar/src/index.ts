export {
  type Diagnostic,
  type DiagnosticKind,
  hasErrors,
  type Outcome,
  reporter,
  type Severity,
} from './diagnostic.ts';
export { limits } from './limits.ts';
export { parse } from './parse.ts';
export { printExpression } from './print/print-expression.ts';
export { print } from './print/print-query.ts';
export { clauseNames, sourceNames } from './problems/clause-names.ts';
export { nearestWords } from './problems/nearest.ts';
export { renderDiagnostic } from './render-diagnostic.ts';
export { cover, type Span } from './source.ts';
export type * from './syntax.ts';
export { type QueryToken, type TokenClass, tokenize } from './tokenize.ts';
export { children, type SyntaxNode, walk } from './walk.ts';
