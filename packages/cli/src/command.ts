import type { ArgInput, FlagInput, OutputArgs, OutputFlags } from '@oclif/core/parser';
import type { ExitStatus } from './exit-status.ts';
import { switchFlag, textFlag } from './flag-kinds.ts';
import { nearestWord } from './nearest-word.ts';
import { fillValues, type OptionalValues } from './optional-values.ts';
import { usageProblem } from './problem.ts';
import { type ReadWords, readWords } from './read-words.ts';
import type { Terminal } from './terminal.ts';

/** The flags that all commands have. */
export const commonFlags = {
  store: textFlag({
    env: 'XT_STORE',
    helpValue: 'STORE',
    helpGroup: 'GLOBAL',
    summary: 'A folder, or the name of a store in config.toml.',
  }),
  project: textFlag({
    env: 'XT_PROJECT',
    helpValue: 'PROJECT',
    helpGroup: 'GLOBAL',
    summary: 'Only this project.',
  }),
  'in-process': switchFlag({
    helpGroup: 'GLOBAL',
    summary: 'Open the store in this process, not through its background process.',
  }),
  quiet: switchFlag({ helpGroup: 'GLOBAL', summary: 'No notes and no progress.', exclusive: ['verbose'] }),
  verbose: switchFlag({ helpGroup: 'GLOBAL', summary: 'Say more, on stderr.' }),
  'no-color': switchFlag({ helpGroup: 'GLOBAL', summary: 'No colours (NO_COLOR too).' }),
};

/** What every command knows of how it was called. */
export interface CommonFlags {
  readonly store: string | undefined;
  readonly project: string | undefined;
  readonly 'in-process': boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly 'no-color': boolean;
}

/** One command: its words for the help, its flags and arguments, and what it does. */
export interface CommandDefinition<F extends OutputFlags<FlagInput>, A extends OutputArgs<ArgInput>> {
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly usage?: string | readonly string[];
  readonly examples: readonly string[];
  readonly args: ArgInput<A>;
  readonly flags: FlagInput<F>;
  readonly optionalValues?: OptionalValues;
  readonly run: (input: Input<F, A>, terminal: Terminal) => Promise<ExitStatus>;
}

export interface Input<F, A> {
  readonly flags: F & CommonFlags;
  readonly args: A;
  /** Every argument that is no flag, in order. */
  readonly words: readonly string[];
  /** The words as they were given. */
  readonly argv: readonly string[];
}

/** A command whose flags and arguments are known to nobody but itself. */
export interface Command {
  readonly id: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly usage: string | readonly string[] | undefined;
  readonly examples: readonly string[];
  readonly args: ArgInput;
  readonly flags: FlagInput;
  readonly optionalValues: OptionalValues;
  /** Parses the words after the command, strictly, and runs it. */
  readonly run: (argv: readonly string[], terminal: (common: CommonFlags) => Terminal) => Promise<ExitStatus>;
}

/** Makes a command of its definition; words that do not fit are a usage problem. */
export function defineCommand<F extends OutputFlags<FlagInput>, A extends OutputArgs<ArgInput>>(
  definition: CommandDefinition<F, A>,
): Command {
  const flags = { ...definition.flags, ...commonFlags } as FlagInput<F & CommonFlags>;
  return {
    id: definition.id,
    summary: definition.summary,
    description: definition.description,
    usage: definition.usage,
    examples: definition.examples,
    args: definition.args as ArgInput,
    flags: flags as FlagInput,
    optionalValues: definition.optionalValues ?? {},
    run: async (given, terminal) => {
      const argv = fillValues(given, flags as FlagInput, definition.optionalValues ?? {});
      const definitions = { args: definition.args as ArgInput, flags: flags as FlagInput };
      const read =
        (await readWords(argv, definitions, process.env)) ?? (await parseStrictly(argv, definitions, definition.id));
      refuseEmpty(read.flags, definitions.flags, argv);
      const parsed = read.flags as F & CommonFlags;
      return definition.run({ flags: parsed, args: read.args as A, words: read.words, argv }, terminal(parsed));
    },
  };
}

// In the environment an empty value is none; in the words it is a variable of a script that was not set.
function refuseEmpty(values: ReadWords['flags'], flags: FlagInput, argv: readonly string[]): void {
  for (const [name, value] of Object.entries(values)) {
    const written = [`--${name}`, `-${flags[name]?.char}`];
    if (value !== '' || !argv.some((word) => written.includes(word.replace(/=$/, '')))) continue;
    throw usageProblem(`\`--${name}\` is empty`, 'leave it out where it is not meant');
  }
}

async function parseStrictly(
  argv: readonly string[],
  definitions: { readonly flags: FlagInput; readonly args: ArgInput },
  id: string,
): Promise<ReadWords> {
  const { parseWords } = await import('./parse-words.ts');
  return parseWords(argv, definitions).catch((error: Error) => {
    const [, value, options] = /^Expected --[\w-]+=(.*) to be one of: (.*)$/s.exec(error.message) ?? [];
    const near = value === undefined ? undefined : nearestWord(value, options?.split(', ') ?? []);
    if (near !== undefined) throw usageProblem(error.message, `\`${near}\` is the nearest of them`);
    const unquoted = id === 'query' && error.message.startsWith('Unexpected argument');
    const hint = unquoted ? 'the query is one argument: put it in quotes' : `see \`xt ${id} --help\``;
    throw usageProblem(error.message, hint);
  });
}
