/** Why a result cannot be drawn: a message that says what is needed and what was found, and a hint. */
export class ChartError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'ChartError';
    this.hint = hint;
  }
}
