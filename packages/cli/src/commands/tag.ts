import type { Change } from '@xt/server';
import { changeFlags, runsAndLast } from '../change-flags.ts';
import { changeLine, type Telling } from '../change-lines.ts';
import { defineCommand } from '../command.ts';
import { argument, switchFlag } from '../flag-kinds.ts';
import { harmlessLine } from '../harmless.ts';
import { usageProblem } from '../problem.ts';
import { sendChange, withService } from '../send-change.ts';

const form = 'xt tag RUN... LABEL[=VALUE]';

export const tagCommand = defineCommand({
  id: 'tag',
  summary: 'Tag runs with a label, or a name and a value.',
  description:
    'A tag that is set or taken off by hand stays so when the run is imported again. `--remove` takes a tag off, whoever has set it; `--undo` makes it again as its source has it.',
  usage: 'tag RUN... LABEL[=VALUE] [--query QUERY] [--remove | --undo] [--dry-run]',
  examples: [
    'xt tag c92401 good',
    'xt tag sweep-1 sweep-2 team=vision',
    'xt tag --query "runs where val.acc > 0.93" good',
    'xt tag sweep-1 good --remove',
  ],
  args: { words: argument({ multiple: true, description: 'The runs, then the label.' }) },
  flags: {
    ...changeFlags,
    remove: switchFlag({ summary: 'Take the tag off.', exclusive: ['undo'] }),
    undo: switchFlag({ summary: 'Take back what was said by hand.' }),
  },
  run: ({ flags, words }, terminal) => {
    const { of, last } = runsAndLast(words, flags.query, form);
    const { change, telling } = changeOf(last, of, flags);
    return withService(flags, terminal, async (service) => {
      const { status, report } = await sendChange(service, change, flags, terminal);
      if (report === undefined) return status;
      await terminal.out.write(`${harmlessLine(changeLine(report, telling, flags['dry-run']))}\n`);
      return status;
    });
  },
});

type OfTag = Extract<Change, { readonly kind: 'tag' | 'untag' | 'forget-tag' }>;

function changeOf(
  text: string,
  of: OfTag['of'],
  flags: { readonly remove: boolean; readonly undo: boolean },
): { readonly change: OfTag; readonly telling: Telling } {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  if (name === '') throw usageProblem('a tag needs a name', `\`${form}\``);
  if (flags.remove || flags.undo) {
    if (at >= 0) throw usageProblem(`\`${text}\` is a tag with a value`, `the name alone: \`${name}\``);
    if (flags.remove) {
      return {
        change: { kind: 'untag', of, name },
        telling: { done: `took \`${name}\` off`, would: `would take \`${name}\` off` },
      };
    }
    return {
      change: { kind: 'forget-tag', of, name },
      telling: { done: `took back the tag \`${name}\` of`, would: `would take back the tag \`${name}\` of` },
    };
  }
  const telling = { done: 'tagged', would: 'would tag', after: `with \`${text}\`` };
  return { change: { kind: 'tag', of, name, ...(at < 0 ? {} : { value: text.slice(at + 1) }) }, telling };
}
