import { namesLine } from '../change-lines.ts';
import { type CommonFlags, defineCommand } from '../command.ts';
import type { ExitStatus } from '../exit-status.ts';
import { argument, switchFlag, textFlag } from '../flag-kinds.ts';
import { harmlessLine } from '../harmless.ts';
import { listRows } from '../list-rows.ts';
import { formatNames } from '../output-format.ts';
import { usageProblem } from '../problem.ts';
import { sendChange, withService } from '../send-change.ts';
import type { Terminal } from '../terminal.ts';

const form = 'xt project goal METRIC max|min|none';

export const projectCommand = defineCommand({
  id: 'project',
  summary: 'List the projects of the store; set what is best of a metric.',
  description:
    'The goal of a metric is set in every project that has it, or in the one that `--project` names; it says what `best(METRIC)` is, and no import changes it. `none` leaves it to a well-known word in the name.',
  usage: ['project [list] [-f FORMAT]', 'project goal METRIC max|min|none [--project PROJECT]'],
  examples: ['xt project list', 'xt project list -f json', 'xt project goal val.acc max'],
  args: {
    action: argument({ description: 'list or goal.', default: 'list' }),
    metric: argument({ description: 'The metric whose goal is set.' }),
    goal: argument({ description: 'max, min or none.' }),
  },
  flags: {
    format: textFlag({ char: 'f', options: formatNames(), summary: 'How to print the list.' }),
    'dry-run': switchFlag({ summary: 'Say what would be done; write nothing.' }),
  },
  run: ({ flags, args }, terminal) => {
    if (args.action === 'goal') return setGoal(args, flags, terminal);
    if (args.action !== 'list' || args.metric !== undefined) {
      throw usageProblem('`xt project` knows `list` and `goal`', 'see `xt project --help`');
    }
    return listRows('projects', flags, terminal);
  },
});

function setGoal(
  { metric, goal }: { readonly metric?: string; readonly goal?: string },
  flags: CommonFlags & { readonly 'dry-run': boolean },
  terminal: Terminal,
): Promise<ExitStatus> {
  if (metric === undefined) throw usageProblem('`xt project goal` needs a metric', `\`${form}\``);
  if (goal !== 'max' && goal !== 'min' && goal !== 'none') {
    const found = goal === undefined ? 'none was given' : `found \`${goal}\``;
    throw usageProblem(`a goal is \`max\`, \`min\` or \`none\`: ${found}`, `\`${form}\``);
  }
  return withService(flags, terminal, async (service) => {
    const { status, report } = await sendChange(service, { kind: 'goal', metric, goal }, flags, terminal);
    if (report === undefined) return status;
    const { found, changed, examples, stored } = report;
    const is = changed === 0 ? 'was already' : flags['dry-run'] ? 'would be' : 'is';
    const where = `in ${found === 1 ? 'project' : 'projects'} ${namesLine(examples, found)}`;
    await terminal.out.write(`${harmlessLine(`the goal of \`${stored}\` ${is} ${goal} ${where}`)}\n`);
    return status;
  });
}
