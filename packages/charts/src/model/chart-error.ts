import type { ChartKind } from './description.ts';

/** Why a result cannot be drawn: a message that says what is needed and what was found, a hint, and the kind that can take its place. */
export class ChartError extends Error {
  readonly hint: string | undefined;
  readonly instead: ChartKind | undefined;

  constructor(message: string, hint?: string, instead?: ChartKind) {
    super(message);
    this.name = 'ChartError';
    this.hint = hint;
    this.instead = instead;
  }
}
