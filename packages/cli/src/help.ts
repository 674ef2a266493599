import { CommandHelp } from '@oclif/core/help';
import type { FlagInput } from '@oclif/core/parser';
import { type Command, commonFlags } from './command.ts';

/** The help of one command, or of xt with all its commands. */
export function helpText(
  command: Command | undefined,
  commands: readonly Command[],
  width: number,
  color: boolean,
): string {
  const options = { maxWidth: Math.min(width, 100), stripAnsi: !color, flagSortOrder: 'none' as const };
  const help = (words: Words, sections?: string[]) =>
    new CommandHelp(
      loadable(words),
      // All that the help reads of a configuration.
      { bin: 'xt', topicSeparator: ' ', platform: process.platform, theme: undefined } as never,
      { ...options, ...(sections === undefined ? {} : { sections }) },
    );
  if (command !== undefined) return `${command.summary}\n\n${help(command).generate()}\n`;
  const list = help(root).section(
    'COMMANDS',
    commands.map(({ id, summary }): [string, string] => [id, summary]),
  );
  const [usage, rest] = [['usage'], ['flags', 'examples']].map((sections) => help(root, sections).generate());
  // xt itself has no name of a command between its own and the words.
  return `${[root.summary, usage?.replaceAll('xt  ', 'xt '), list, rest].join('\n\n')}\n`;
}

type Words = Pick<Command, 'id' | 'summary' | 'description' | 'args' | 'flags' | 'examples'> & {
  readonly usage: string | readonly string[] | undefined;
};

const root: Words = {
  id: '',
  summary: 'xt answers questions about machine-learning runs.',
  description: undefined,
  usage: ['COMMAND [FLAGS]', '"QUERY"'],
  args: {},
  flags: commonFlags as FlagInput,
  examples: ['xt demo', 'xt import runs/', 'xt "runs where val.acc > 0.9 sort by val.acc desc limit 10"'],
};

function loadable({ id, description, usage, args, flags, examples }: Words) {
  return {
    id,
    // oclif names each argument after its key when it parses.
    args: Object.fromEntries(Object.entries(args).map(([name, arg]) => [name, { ...arg, name }])),
    flags,
    examples: [...examples],
    aliases: [],
    hiddenAliases: [],
    hidden: false,
    ...(description === undefined ? {} : { description }),
    ...(usage === undefined ? {} : { usage: typeof usage === 'string' ? usage : [...usage] }),
  } as unknown as ConstructorParameters<typeof CommandHelp>[0];
}
