import { failureOf } from '@xt/server';
import type { Command, CommonFlags } from './command.ts';
import { commands, laterCommands } from './commands/index.ts';
import { type ExitStatus, exitStatus, type InterruptSignal, interrupted, statusOf } from './exit-status.ts';
import { firstSteps } from './first-steps.ts';
import { ClosedPipe, Problem, usageProblem } from './problem.ts';
import { sayFailure, sayProblem } from './say.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { chooseCommand } from './words.ts';

/** Runs the command line of this process to its end and sets the exit status. */
export async function main(argv: readonly string[]): Promise<void> {
  const interrupt = new AbortController();
  let first: InterruptSignal | undefined;
  const onSignal = (signal: InterruptSignal) => {
    if (first !== undefined) process.exit(interrupted[signal]);
    first = signal;
    interrupt.abort(new Error('interrupted'));
  };
  for (const signal of interruptSignals) process.on(signal, () => onSignal(signal));
  // Until the flags are read, the words themselves say how to print.
  const early: CommonFlags = {
    store: undefined,
    project: undefined,
    'in-process': false,
    quiet: argv.includes('--quiet'),
    verbose: argv.includes('--verbose'),
    'no-color': argv.includes('--no-color'),
  };
  let terminal = processTerminal(early, interrupt.signal);
  const status = await run(argv, (common) => {
    terminal = processTerminal(common, interrupt.signal);
    return terminal;
  }).catch((error: unknown) => statusAfter(error, terminal));
  process.exit(status === exitStatus.interrupted && first !== undefined ? interrupted[first] : status);
}

const interruptSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

async function run(argv: readonly string[], terminal: (common: CommonFlags) => Terminal): Promise<ExitStatus> {
  const choice = chooseCommand(argv, commands, laterCommands);
  switch (choice.kind) {
    case 'run':
      return choice.command.run(choice.words, terminal);
    case 'first-steps':
      return firstSteps(choice.words, terminal);
    case 'help':
      return help(choice.command);
    case 'later':
      throw usageProblem(`\`xt ${choice.name}\` is not there yet`, '`xt --help` lists what is');
    case 'unknown':
      throw usageProblem(
        `no command \`${choice.name}\``,
        `commands: ${commands.map(({ id }) => id).join(', ')}; a query starts with its source, as in xt "runs limit 5"`,
      );
  }
}

async function help(command: Command | undefined): Promise<ExitStatus> {
  const { helpText } = await import('./help.ts');
  process.stdout.write(helpText(command, commands, process.stdout.columns || 80, process.stdout.isTTY === true));
  return exitStatus.done;
}

async function statusAfter(error: unknown, terminal: Terminal): Promise<ExitStatus> {
  if (error instanceof ClosedPipe) return exitStatus.done;
  if (terminal.signal.aborted) return exitStatus.interrupted;
  try {
    if (error instanceof Problem) {
      await sayProblem(error, terminal);
      return error.status;
    }
    const failure = failureOf(error, terminal.signal);
    await sayFailure(failure, terminal);
    return statusOf(failure);
  } catch (second) {
    if (second instanceof ClosedPipe) return exitStatus.store;
    throw second;
  }
}
