import { quoteWord } from '../query/quote-word.ts';
import { type ShellFlags, shellCommand } from '../query/shell-command.ts';
import type { ChangeEffect, Prompt } from '../state/state.ts';

type RunsPrompt = Extract<Prompt, { readonly ids: readonly string[] }>;

/** The change of runs that a typed text asks for, or why it asks for none. */
export function runsChange({ kind, ids }: RunsPrompt, text: string, flags?: ShellFlags): ChangeEffect | string {
  const of = { kind: 'texts', texts: ids } as const;
  const runs = ids.map(quoteWord).join(' ');
  const trimmed = text.trim();
  switch (kind) {
    case 'tag': {
      const at = trimmed.indexOf('=');
      const name = at < 0 ? trimmed : trimmed.slice(0, at);
      if (name === '') return 'a label, or NAME=VALUE';
      const value = at < 0 ? {} : { value: trimmed.slice(at + 1) };
      const after = `with \`${trimmed}\``;
      return {
        kind: 'change',
        change: { kind: 'tag', of, name, ...value },
        done: 'tagged',
        after,
        says: shellCommand(`xt tag ${runs} ${quoteWord(trimmed)}`, flags),
      };
    }
    case 'untag':
      if (trimmed === '' || trimmed.includes('=')) return 'the name of the tag alone';
      return {
        kind: 'change',
        change: { kind: 'untag', of, name: trimmed },
        done: `took \`${trimmed}\` off`,
        after: '',
        says: shellCommand(`xt tag ${runs} ${quoteWord(trimmed)} --remove`, flags),
      };
    case 'note':
      return {
        kind: 'change',
        change: { kind: 'set', of, field: 'notes', text: text === '' ? null : text },
        done: text === '' ? 'took the note off' : 'wrote the note of',
        after: '',
        says: shellCommand(`xt note ${runs} ${quoteWord(text)}`, flags),
      };
    case 'rename':
      if (trimmed === '') return 'a name is not empty';
      return {
        kind: 'change',
        change: { kind: 'set', of, field: 'name', text: trimmed },
        done: 'renamed',
        after: `to \`${trimmed}\``,
        says: shellCommand(`xt rename ${runs} ${quoteWord(trimmed)}`, flags),
      };
  }
}
