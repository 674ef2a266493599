import { runsText } from '../frame/runs-text.ts';
import { quoteWord } from '../query/quote-word.ts';
import { type ShellFlags, shellCommand } from '../query/shell-command.ts';
import { quoteText } from '../query/splice.ts';
import { textAt } from '../sheet/sheet.ts';
import type { ChangeEffect, ConfirmOverlay, Prompt, State, TakeBack } from '../state/state.ts';

type RunsPrompt = Extract<Prompt, { readonly ids: readonly string[] }>;

/**
 * What takes back a change of runs that was typed. The name and the note of one run are known as they were; of all else only what
 * the source says is kept, and what a person said before would be lost: that is asked about.
 */
export function takeBackOf(state: State, { kind, ids, names }: RunsPrompt, tag: string): TakeBack {
  const { flags } = state.session;
  const of = { kind: 'texts', texts: ids } as const;
  const runs = ids.map(quoteWord).join(' ');
  const [id = '', other] = ids;
  switch (kind) {
    case 'tag':
    case 'untag':
      return asked(ids, `tag \`${tag}\``, {
        change: { kind: 'forget-tag', of, name: tag },
        says: shellCommand(`xt tag ${runs} ${quoteWord(tag)} --undo`, flags),
      });
    case 'rename':
    case 'note': {
      const field = kind === 'rename' ? 'name' : 'notes';
      const [name = id] = names;
      const was = kind === 'note' ? noteOf(state, id) : name === id ? undefined : { text: name };
      if (other === undefined && was !== undefined) {
        const words = was.text === null ? "''" : quoteWord(was.text);
        const change = { kind: 'set', of, field, text: was.text } as const;
        return { ...taken(field), change, says: shellCommand(`xt ${kind} ${runs} ${words}`, flags) };
      }
      return asked(ids, field === 'name' ? 'name' : 'note', {
        change: { kind: 'forget', of, field },
        says: shellCommand(`xt ${kind} ${runs} --undo`, flags),
      });
    }
  }
}

/** What brings removed runs back. */
export function restored(ids: readonly string[], flags: ShellFlags | undefined): ChangeEffect {
  const change = { kind: 'restore', of: { kind: 'texts', texts: ids } } as const;
  const says = shellCommand(`xt rm ${ids.map(quoteWord).join(' ')} --undo`, flags);
  return { kind: 'change', change, done: 'brought back', after: '', says };
}

/** The note of a run as it was when it was shown to be written; undefined where that is not known. */
function noteOf({ answers }: State, id: string): { readonly text: string | null } | undefined {
  const good = answers.note?.good;
  if (good === undefined || !good.ask.text.startsWith(`run ${quoteText(id)} `)) return undefined;
  return { text: textAt(good.sheet, 'notes', 0) ?? null };
}

function taken(what: string): Omit<ChangeEffect, 'change' | 'says'> {
  return { kind: 'change', done: `took back the ${what === 'notes' ? 'note' : what} of`, after: '' };
}

function asked(ids: readonly string[], what: string, back: Pick<ChangeEffect, 'change' | 'says'>): ConfirmOverlay {
  const question = `take back the ${what} of ${runsText(ids.length)}?`;
  const details = [
    `it is again as the source has it: what was said by hand before is gone, too`,
    `at the prompt: ${back.says}`,
  ];
  return { kind: 'confirm', question, details, yes: { ...taken(what), ...back } };
}
