import type { Change, ChangeReport, ChosenRuns, Service } from '@xt/server';
import { changeFlags, chosenRuns } from '../change-flags.ts';
import { changeLine, countRuns, namesLine } from '../change-lines.ts';
import { type CommonFlags, defineCommand } from '../command.ts';
import { canAsk, confirm } from '../confirm.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import { argument, switchFlag } from '../flag-kinds.ts';
import { harmlessLine } from '../harmless.ts';
import { usageProblem } from '../problem.ts';
import { sayNote } from '../say.ts';
import { sendChange, withService } from '../send-change.ts';
import type { Terminal } from '../terminal.ts';

export const rmCommand = defineCommand({
  id: 'rm',
  summary: 'Remove runs; asks first, and can be taken back.',
  description:
    'Removed runs are in no answer and no count, and no import brings them back. `--undo` does: the runs that are named, or all of the last removal.',
  usage: 'rm RUN... [--query QUERY] [--yes] [--undo] [--dry-run]',
  examples: ['xt rm sweep-1', `xt rm --query "runs where state = 'crashed'" --yes`, 'xt rm --undo'],
  args: { run: argument({ multiple: true, description: 'The runs.' }) },
  flags: {
    ...changeFlags,
    yes: switchFlag({ char: 'y', summary: 'Do not ask.' }),
    undo: switchFlag({ summary: 'Bring removed runs back.' }),
  },
  run: ({ flags, words }, terminal) => {
    if (flags.undo) return restore(flags, words, terminal);
    const of = chosenRuns(words, flags.query, 'xt rm RUN...');
    if (!flags.yes && !flags['dry-run'] && !canAsk(terminal)) {
      throw usageProblem(
        '`xt rm` asks before it removes, and nobody can answer here',
        '`--yes` removes without asking',
      );
    }
    return withService(flags, terminal, (service) => remove(service, of, flags, terminal));
  },
});

type Flags = CommonFlags & {
  readonly query: string | undefined;
  readonly yes: boolean;
  readonly undo: boolean;
  readonly 'dry-run': boolean;
};

async function remove(service: Service, of: ChosenRuns, flags: Flags, terminal: Terminal): Promise<ExitStatus> {
  const asked = flags.yes ? undefined : await look(service, of, flags, terminal);
  if (asked !== undefined && asked.report === undefined) return asked.status;
  const before = asked?.report;
  if (flags['dry-run'] && before !== undefined) return tell(before, flags, terminal);
  if (before !== undefined && before.found > 0) {
    const question = `remove ${countRuns(before.found)} (${namesLine(before.examples, before.found)})?`;
    if (!(await confirm(question, terminal))) {
      await sayNote('nothing was removed', terminal);
      return exitStatus.done;
    }
  }
  const confirmed = before === undefined ? {} : { confirmed: before.digest };
  // What is worth knowing of the query was said before it was asked.
  const heard = before === undefined ? terminal : { ...terminal, quiet: true };
  const { status, report } = await sendChange(service, { kind: 'remove', of, ...confirmed }, flags, heard);
  return report === undefined ? status : tell(report, flags, terminal);
}

function look(service: Service, of: ChosenRuns, flags: Flags, terminal: Terminal) {
  const change: Change = { kind: 'remove', of };
  return sendChange(service, change, { ...flags, 'dry-run': true }, terminal);
}

async function tell(report: ChangeReport, flags: Flags, terminal: Terminal): Promise<ExitStatus> {
  const telling = { done: 'removed', would: 'would remove' };
  const line = changeLine(report, telling, flags['dry-run']);
  const back =
    flags['dry-run'] || report.changed === 0
      ? ''
      : `; \`xt rm --undo\` brings ${report.changed === 1 ? 'it' : 'them'} back`;
  await terminal.out.write(`${harmlessLine(`${line}${back}`)}\n`);
  return exitStatus.done;
}

function restore(flags: Flags, words: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  if (flags.query !== undefined) {
    throw usageProblem('no query finds removed runs', 'name them, or `xt rm --undo` for all of the last removal');
  }
  const of = words.length === 0 ? ({ kind: 'last' } as const) : ({ kind: 'texts', texts: words } as const);
  return withService(flags, terminal, async (service) => {
    const { status, report } = await sendChange(service, { kind: 'restore', of }, flags, terminal);
    if (report === undefined) return status;
    const telling = { done: 'brought back', would: 'would bring back' };
    const line =
      report.found === 0 ? 'no run is removed: nothing changed' : changeLine(report, telling, flags['dry-run']);
    await terminal.out.write(`${harmlessLine(line)}\n`);
    return status;
  });
}
