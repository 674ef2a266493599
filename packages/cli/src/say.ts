import { styleText } from 'node:util';
import type { Diagnostic } from '@xt/grammar';
import type { Failure } from '@xt/server';
import { harmlessLine } from './harmless.ts';
import type { Problem } from './problem.ts';
import type { Terminal } from './terminal.ts';

/**
 * Prints diagnostics to stderr: an error with its place in the text and its hint, a note in one line. Beside errors notes
 * are not told: there is no answer that they would speak of.
 */
export async function sayDiagnostics(all: readonly Diagnostic[], text: string, terminal: Terminal): Promise<void> {
  const { color } = terminal.err;
  const errors = all.filter(({ severity }) => severity === 'error');
  for (const diagnostic of errors.length > 0 ? errors : all) {
    if (diagnostic.severity !== 'error') {
      await sayNote(noteOf(diagnostic, terminal.verbose), terminal);
      continue;
    }
    // Loaded where there is an error: measuring text prepares tables of Unicode, for milliseconds.
    const { renderDiagnostic } = await import('@xt/grammar/render-diagnostic');
    await terminal.err.write(`${renderDiagnostic(text, diagnostic, { color })}\n`);
  }
}

function noteOf({ message, hint }: Diagnostic, verbose: boolean): string {
  return verbose && hint !== undefined ? `${message}; ${hint}` : message;
}

/** Prints why there is no answer. */
export async function sayFailure(failure: Failure, terminal: Terminal): Promise<void> {
  const fault = failure.kind === 'fault';
  await sayError(fault ? `a fault of xt itself: ${failure.message}` : failure.message, failure.hint, terminal);
  if (terminal.verbose && failure.detail !== undefined) await terminal.err.write(`${failure.detail}\n`);
}

/** Prints why the command stops. */
export async function sayProblem(problem: Problem, terminal: Terminal): Promise<void> {
  await sayError(problem.message, problem.hint, terminal);
  if (terminal.verbose && problem.cause instanceof Error) await terminal.err.write(`${problem.cause.stack}\n`);
}

/** Prints something worth knowing, unless `--quiet`. */
export async function sayNote(message: string, terminal: Terminal): Promise<void> {
  if (!terminal.quiet) await terminal.err.write(`${mark('note', 'cyan', terminal)} ${harmlessLine(message)}\n`);
}

async function sayError(message: string, hint: string | undefined, terminal: Terminal): Promise<void> {
  await terminal.err.write(`${mark('error', 'red', terminal)} ${harmlessLine(message)}\n`);
  if (hint !== undefined) await terminal.err.write(`${mark('hint', 'yellow', terminal)} ${harmlessLine(hint)}\n`);
}

function mark(word: string, color: 'red' | 'yellow' | 'cyan', terminal: Terminal): string {
  const text = `${word}:`;
  return terminal.err.color ? styleText(color, text) : text;
}
