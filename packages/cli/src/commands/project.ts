import { callerOf } from '../caller.ts';
import { defineCommand } from '../command.ts';
import { deliver } from '../deliver.ts';
import { exitStatus } from '../exit-status.ts';
import { argument, textFlag } from '../flag-kinds.ts';
import { openService } from '../open-service.ts';
import { formatNames, outputFormat } from '../output-format.ts';
import { Problem, usageProblem } from '../problem.ts';
import { outputSink } from '../result-sink.ts';

export const projectCommand = defineCommand({
  id: 'project',
  summary: 'List the projects of the store.',
  usage: 'project [list] [-f FORMAT]',
  examples: ['xt project list', 'xt project list -f json'],
  args: {
    action: argument({ description: 'What to do: list.', default: 'list' }),
    metric: argument({ hidden: true }),
    goal: argument({ hidden: true }),
  },
  flags: {
    format: textFlag({ char: 'f', options: formatNames(), summary: 'How to print the list.' }),
  },
  run: async ({ flags, args }, terminal) => {
    if (args.action === 'goal') {
      throw new Problem(
        exitStatus.usage,
        '`xt project goal` is not there yet',
        'an import brings the goals that its source knows',
      );
    }
    if (args.action !== 'list' || args.metric !== undefined) {
      throw usageProblem('`xt project` knows `list`', 'see `xt project --help`');
    }
    const text = 'projects';
    const onTerminal = terminal.out.isTerminal;
    const format = outputFormat(flags.format, undefined, onTerminal);
    const { service } = await openService(flags, terminal);
    try {
      const reply = service.query(
        {
          text,
          caller: callerOf(flags, terminal),
          format,
          color: terminal.out.color,
          ...(terminal.out.width === undefined ? {} : { width: terminal.out.width }),
        },
        terminal.signal,
      );
      return (await deliver(reply, terminal, { text, sink: outputSink(terminal.out) })).status;
    } finally {
      await service.close();
    }
  },
});
