import { CommandHelp } from '@oclif/core/help';
import type { Command } from './command.ts';

/** The help of one command, or of xt with all its commands. */
export function helpText(
  command: Command | undefined,
  commands: readonly Command[],
  width: number,
  color: boolean,
): string {
  const options = { maxWidth: Math.min(width, 100), stripAnsi: !color, flagSortOrder: 'none' as const };
  const help = new CommandHelp(
    { ...loadable(command ?? root), examples: [...(command ?? root).examples] },
    // All that the help reads of a configuration.
    { bin: 'xt', topicSeparator: ' ', platform: process.platform, theme: undefined } as never,
    options,
  );
  if (command !== undefined) return `${command.summary}\n\n${help.generate()}\n`;
  const list = commands.map(({ id, summary }): [string, string] => [id, summary]);
  return [root.summary, help.section('USAGE', usage), help.section('COMMANDS', list), help.generate(), ''].join('\n\n');
}

const usage = '$ xt COMMAND [FLAGS]\n$ xt "QUERY"';

const root = {
  id: '',
  summary: 'xt answers questions about machine-learning runs.',
  description: undefined,
  usage: undefined,
  args: {},
  flags: {},
  examples: ['xt demo', 'xt import runs/', 'xt "runs where val.acc > 0.9 sort by val.acc desc limit 10"'],
};

type Words = Pick<Command, 'id' | 'summary' | 'description' | 'usage' | 'args' | 'flags'>;

function loadable({ id, description, usage: line, args, flags }: Words) {
  return {
    id,
    args: Object.fromEntries(Object.entries(args).map(([name, arg]) => [name, { ...arg, name }])),
    flags,
    aliases: [],
    hiddenAliases: [],
    hidden: false,
    ...(description === undefined ? {} : { description }),
    ...(line === undefined ? {} : { usage: line }),
  } as unknown as ConstructorParameters<typeof CommandHelp>[0];
}
