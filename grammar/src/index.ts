export {
  type Diagnostic,
  type DiagnosticKind,
  hasErrors,
  type Outcome,
  reporter,
  type Severity,
} from './diagnostic.ts';
export type { Quote } from './expect/at-cursor.ts';
export { type Expected, expectAt } from './expect/expect.ts';
export { limits } from './limits.ts';
export { isName } from './names.ts';
export { parse } from './parse.ts';
export { printExpression, printPoint } from './print/print-expression.ts';
export { print, printQueryInline } from './print/print-query.ts';
export { clauseNames, sourceNames } from './problems/clause-names.ts';
export { nearestWords } from './problems/nearest.ts';
export { renderDiagnostic } from './render-diagnostic.ts';
export { cover, type Span } from './source.ts';
export type * from './syntax.ts';
export { type QueryToken, type TokenClass, tokenize, tokenizeWords } from './tokenize.ts';
export { children, type SyntaxNode, walk } from './walk.ts';
