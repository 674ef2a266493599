import { changeFlags, chosenRuns, runsAndLast } from '../change-flags.ts';
import { changeLine } from '../change-lines.ts';
import { defineCommand } from '../command.ts';
import { argument, switchFlag } from '../flag-kinds.ts';
import { harmlessLine } from '../harmless.ts';
import { usageProblem } from '../problem.ts';
import { sendChange, withService } from '../send-change.ts';

const form = 'xt rename RUN NAME';

export const renameCommand = defineCommand({
  id: 'rename',
  summary: 'Give runs another name.',
  description:
    'A name that is given by hand stays when the run is imported again. `--undo` brings the name of the source back. The id never changes.',
  usage: 'rename RUN... NAME [--query QUERY] [--undo] [--dry-run]',
  examples: ['xt rename c92401 baseline', 'xt rename baseline --undo'],
  args: { words: argument({ multiple: true, description: 'The run, then its new name.' }) },
  flags: {
    ...changeFlags,
    undo: switchFlag({ summary: 'Take back what was said by hand.' }),
  },
  run: ({ flags, words }, terminal) => {
    const { of, last } = flags.undo
      ? { of: chosenRuns(words, flags.query, 'xt rename RUN... --undo'), last: undefined }
      : runsAndLast(words, flags.query, form);
    if (last?.trim() === '') throw usageProblem('a name is not empty', `\`${form}\``);
    return withService(flags, terminal, async (service) => {
      const { status, report } = await sendChange(
        service,
        last === undefined ? { kind: 'forget', of, field: 'name' } : { kind: 'set', of, field: 'name', text: last },
        flags,
        terminal,
      );
      if (report === undefined) return status;
      const telling =
        last === undefined
          ? { done: 'took back the name of', would: 'would take back the name of' }
          : { done: 'renamed', would: 'would rename', after: `to \`${last}\`` };
      await terminal.out.write(`${harmlessLine(changeLine(report, telling, flags['dry-run']))}\n`);
      return status;
    });
  },
});
