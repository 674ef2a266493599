export {
  type Diagnostic,
  type DiagnosticKind,
  hasErrors,
  type Outcome,
  reporter,
  type Severity,
} from './diagnostic.ts';
export { cover, type Span } from './source.ts';
export type * from './syntax.ts';
