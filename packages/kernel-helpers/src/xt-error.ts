import { inspect } from 'node:util';
import { type Diagnostic, renderDiagnostic } from '@xt/grammar';

/**
 * Why there is no answer. Its message, its text, and what a console and a notebook show of it have the place in the query and the
 * hint; there is no stack.
 */
export class XtError extends Error {
  declare readonly hint: string | undefined;

  constructor(message: string, hint?: string, shown = plain(message, hint), options?: ErrorOptions) {
    // Whoever catches it prints this: what the prompt shows, without the word that it is an error.
    super(shown.replace(/^error(?:\[[^\]]*\])?: /, ''), options);
    // Not listed behind the words where Node ends because of it.
    Object.defineProperty(this, 'hint', { value: hint });
    this.stack = shown;
  }

  override toString(): string {
    return this.stack ?? this.message;
  }

  override get name(): string {
    return 'XtError';
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** What is wrong with a query, each problem under its place in the text. */
export function queryError(text: string, diagnostics: readonly Diagnostic[]): XtError {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const shown = errors.map((error) => renderDiagnostic(text, error)).join('\n');
  return new XtError(first?.message ?? 'the query is wrong', first?.hint, shown === '' ? undefined : shown);
}

function plain(message: string, hint: string | undefined): string {
  return [`error: ${message}`, ...(hint === undefined ? [] : [`hint: ${hint}`])].join('\n');
}
