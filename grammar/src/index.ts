export {
  type Diagnostic,
  type DiagnosticKind,
  hasErrors,
  type Outcome,
  reporter,
  type Severity,
} from './diagnostic.ts';
export { parse } from './parse.ts';
export { clauseNames, sourceNames } from './parser/clause-names.ts';
export { limits } from './parser/limits.ts';
export { nearestWords } from './parser/nearest.ts';
export { printExpression } from './print/print-expression.ts';
export { print } from './print/print-query.ts';
export { cover, type Span } from './source.ts';
export type * from './syntax.ts';
export { children, type SyntaxNode, walk } from './walk.ts';
