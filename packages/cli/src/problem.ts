import { type ExitStatus, exitStatus } from './exit-status.ts';

/** Why a command stops, in words for a person, with the status that the shell gets. */
export class Problem extends Error {
  readonly status: ExitStatus;
  readonly hint: string | undefined;
  constructor(status: ExitStatus, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Problem';
    this.status = status;
    this.hint = hint;
  }
}

/** A command that was written wrongly: status 2. */
export function usageProblem(message: string, hint?: string): Problem {
  return new Problem(exitStatus.usage, message, hint);
}

/** The reader of our output went away (`xt … | head`): nobody is left to tell. */
export class ClosedPipe extends Error {
  constructor() {
    super('the output was closed');
    this.name = 'ClosedPipe';
  }
}
