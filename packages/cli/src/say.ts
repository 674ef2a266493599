import { styleText } from 'node:util';
import type { Diagnostic } from '@xt/grammar';
import type { Failure } from '@xt/server';
import { harmlessLine } from './harmless.ts';
import type { Problem } from './problem.ts';
import { renderDiagnostic } from './render-diagnostic.ts';
import type { Terminal } from './terminal.ts';

/** Prints diagnostics to stderr, each with its place in the text; notes are left out where only errors are wanted. */
export async function sayDiagnostics(all: readonly Diagnostic[], text: string, terminal: Terminal): Promise<void> {
  const shown = terminal.quiet ? all.filter((d) => d.severity === 'error') : all;
  const style = { color: terminal.err.color, width: terminal.err.width ?? 100 };
  for (const diagnostic of shown) {
    await terminal.err.write(renderDiagnostic(diagnostic, text, style));
  }
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
