import { readFileSync } from 'node:fs';
import { changeFlags, chosenRuns, runsAndLast } from '../change-flags.ts';
import { changeLine } from '../change-lines.ts';
import { defineCommand } from '../command.ts';
import { argument, switchFlag } from '../flag-kinds.ts';
import { sendChange, withService } from '../send-change.ts';

const form = 'xt note RUN... TEXT';

export const noteCommand = defineCommand({
  id: 'note',
  summary: 'Write the note of runs, in place of the one that is there.',
  description:
    'A note that is written by hand stays when the run is imported again; an empty text leaves no note. `--undo` brings the note of the source back.',
  usage: 'note RUN... TEXT [--query QUERY] [--undo] [--dry-run]',
  examples: ['xt note sweep-1 "diverged after the restart"', 'xt note sweep-1 - < note.txt', 'xt note sweep-1 --undo'],
  args: {
    words: argument({ multiple: true, description: 'The runs, then the text; `-` reads it from standard input.' }),
  },
  flags: {
    ...changeFlags,
    undo: switchFlag({ summary: 'Take back what was said by hand.' }),
  },
  run: ({ flags, words }, terminal) => {
    const { of, last } = flags.undo
      ? { of: chosenRuns(words, flags.query, 'xt note RUN... --undo'), last: undefined }
      : runsAndLast(words, flags.query, form);
    const text = last === '-' ? readFileSync(0, 'utf8').trimEnd() : last;
    return withService(flags, terminal, async (service) => {
      const { status, report } = await sendChange(
        service,
        text === undefined
          ? { kind: 'forget', of, field: 'notes' }
          : { kind: 'set', of, field: 'notes', text: text === '' ? null : text },
        flags,
        terminal,
      );
      if (report === undefined) return status;
      const telling =
        text === undefined
          ? { done: 'took back the note of', would: 'would take back the note of' }
          : { done: 'wrote the note of', would: 'would write the note of' };
      await terminal.out.write(`${changeLine(report, telling, flags['dry-run'])}\n`);
      return status;
    });
  },
});
