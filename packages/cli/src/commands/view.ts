import type { ChangeReport } from '@xt/server';
import { callerOf } from '@xt/server/open';
import { defineCommand } from '../command.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { argument, switchFlag, textFlag } from '../flag-kinds.ts';
import { harmlessText } from '../harmless.ts';
import { listRows } from '../list-rows.ts';
import { formatNames } from '../output-format.ts';
import { usageProblem } from '../problem.ts';
import { readQueryText } from '../query-text.ts';
import { sendChange, withService } from '../send-change.ts';
import { readView, withView } from '../view-text.ts';

const form = 'xt view save NAME "QUERY"';

export const viewCommand = defineCommand({
  id: 'view',
  summary: 'Save queries under names, list, show and remove them.',
  description:
    'A view is stored with its names qualified (`metrics.val.acc`, `params.lr`), so that names that come later change nothing of its meaning. `xt query @NAME` runs it; clauses may follow.',
  usage: ['view [list] [-f FORMAT]', 'view save NAME QUERY [--replace]', 'view show NAME', 'view rm NAME'],
  examples: ['xt view save best "runs sort by val.acc desc limit 10"', 'xt query @best', 'xt query "@best limit 3"'],
  args: {
    action: argument({ description: 'list, save, show or rm.', default: 'list' }),
    name: argument({ description: 'The name of the view.' }),
    query: argument({ description: 'The query; `-` reads it from standard input.' }),
  },
  flags: {
    format: textFlag({ char: 'f', options: formatNames(), summary: 'How to print the list.' }),
    file: textFlag({ helpValue: 'FILE', summary: 'Read the query from a file.' }),
    replace: switchFlag({ summary: 'Save it in place of the view of that name.' }),
  },
  run: ({ flags, args }, terminal) => {
    const { action, name } = args;
    if (action === 'list') return listRows('views', flags, terminal);
    if (action !== 'save' && action !== 'show' && action !== 'rm') {
      throw usageProblem(`\`xt view\` knows no \`${action}\``, 'list, save, show, rm');
    }
    if (name === undefined) throw usageProblem(`\`xt view ${action}\` needs the name of a view`, '`xt view list`');
    const viewName = checkName(name);
    return withService(flags, terminal, async (service): Promise<ExitStatus> => {
      const caller = callerOf(flags, terminal);
      if (action === 'show') {
        const text = await readView(service, viewName, caller, terminal);
        await terminal.out.write(`${terminal.out.isTerminal ? harmlessText(text) : text}\n`);
        return exitStatus.done;
      }
      if (action === 'rm') {
        const { status, report } = await sendChange(service, { kind: 'remove-view', name: viewName }, flags, terminal);
        if (report !== undefined) await terminal.out.write(`removed \`${viewName}\`${storedLines(report)}`);
        return status;
      }
      const written = readQueryText(args.query, flags.file, `view save ${viewName}`);
      const query = await withView(service, written, caller, terminal);
      const change = { kind: 'save-view', name: viewName, query, replace: flags.replace } as const;
      const { status, report } = await sendChange(service, change, flags, terminal);
      if (report === undefined) return status;
      const done = report.changed === 0 ? 'nothing changed: it is so already,' : 'saved';
      await terminal.out.write(`${done} \`${viewName}\`${storedLines(report)}`);
      return status;
    });
  },
});

/** The query of a view after its name: on the same line unless it has several. */
function storedLines({ stored = '' }: ChangeReport): string {
  return `:${stored.includes('\n') ? '\n' : ' '}${harmlessText(stored)}\n`;
}

// `@name` in a query is one word.
function checkName(name: string): string {
  const bare = name.startsWith('@') ? name.slice(1) : name;
  if (/^[\p{L}\p{N}_.-]+$/u.test(bare)) return bare;
  throw usageProblem(`\`${name}\` is no name of a view`, `letters, digits, \`_\`, \`-\` and \`.\`: \`${form}\``);
}
