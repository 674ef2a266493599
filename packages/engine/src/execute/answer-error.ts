import type { Diagnostic } from '@xt/grammar';

/** What only the data can tell to be wrong: thrown by a step, told as an error of the query. */
export class AnswerError extends Error {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message);
    this.name = 'AnswerError';
    this.diagnostic = diagnostic;
  }
}
