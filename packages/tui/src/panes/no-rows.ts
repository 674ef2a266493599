import { piece } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import { wrapText } from '../frame/wrap-text.ts';
import { keysOf } from '../keys/keys-of.ts';
import type { Sheet } from '../sheet/sheet.ts';
import type { State } from '../state/state.ts';

/** What stands in the place of rows where there are none: why, and what to do. */
export function noRowsLines(state: State, sheet: Sheet, width: number): readonly Line[] {
  return noRowsTexts(state, sheet).flatMap(({ text, tone }): readonly Line[] =>
    // What is to be typed keeps its blanks.
    text.startsWith('  ')
      ? [[piece(` ${text}`)]]
      : wrapText(text, width - 2).map((each) => [piece(` ${each}`, { tone })]),
  );
}

interface Told {
  readonly text: string;
  readonly tone: 'text' | 'muted' | 'note';
}

/** The same as texts. */
export function noRowsTexts({ query, bindings }: State, { notes }: Sheet): readonly Told[] {
  if (notes.some(({ code }) => code === 'no-runs')) {
    return [
      ...notes.map(({ message }) => ({ text: message, tone: 'note' as const })),
      { text: 'a shell brings some in, and they are shown here as they come:', tone: 'muted' },
      { text: '  xt import runs/ mlruns/     TensorBoard or MLflow runs', tone: 'text' },
      { text: '  xt demo                     an example store of its own', tone: 'text' },
    ];
  }
  const [undo] = query.past.length > 0 ? keysOf('undo', bindings) : [];
  const [edit] = keysOf('edit-query', bindings);
  const next = [
    ...(undo === undefined ? [] : [`${undo} takes the last change of the query back`]),
    ...(edit === undefined ? [] : [`${edit} edits it`]),
  ].join(', ');
  return [
    { text: 'no rows', tone: 'text' },
    ...notes.map(({ message, hint }) => ({
      text: hint === undefined ? message : `${message} · ${hint}`,
      tone: 'note' as const,
    })),
    { text: next, tone: 'muted' },
  ];
}
