import type { Span } from './source.ts';

/** How much a diagnostic matters: an error has no answer, a note comes with one. */
export type Severity = 'error' | 'note';

/** One thing said about a query: a stable code, what is the matter, where, and one hint. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span?: Span;
  readonly hint?: string;
}

/** What every stage returns: a value unless there was an error, and all that is to be said. */
export interface Outcome<T> {
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** True if any of the diagnostics is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}

/** What a catalogue says of one code: the words, made from the parameters `P`. */
export interface DiagnosticKind<P> {
  readonly severity: Severity;
  readonly message: (parameters: P) => string;
  readonly hint?: (parameters: P) => string | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: the parameters of each kind are checked where it is reported
type Catalogue = Readonly<Record<string, DiagnosticKind<any>>>;
type ParametersOf<K> = K extends DiagnosticKind<infer P> ? P : never;

/** Makes diagnostics from one catalogue: a wrong code or a missing parameter does not compile. */
export function reporter<C extends Catalogue>(
  catalogue: C,
): <K extends keyof C & string>(code: K, span: Span | undefined, parameters: ParametersOf<C[K]>) => Diagnostic {
  return (code, span, parameters) => {
    const kind = catalogue[code];
    if (kind === undefined) throw new Error(`no diagnostic \`${code}\``);
    const hint = kind.hint?.(parameters);
    return {
      code,
      severity: kind.severity,
      message: kind.message(parameters),
      ...(span === undefined ? {} : { span }),
      ...(hint === undefined ? {} : { hint }),
    };
  };
}
