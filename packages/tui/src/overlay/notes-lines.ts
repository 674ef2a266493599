import type { Diagnostic } from '@xt/grammar';
import { piece } from '../frame/fit.ts';
import { placePanes } from '../frame/layout.ts';
import type { Line, Tone } from '../frame/line.ts';
import { wrapText } from '../frame/wrap-text.ts';
import { lostText } from '../state/lost-text.ts';
import { answerErrors } from '../state/query-errors.ts';
import type { Answered, State } from '../state/state.ts';
import { boxSize } from './overlay-size.ts';

/** All that there is to say of what the screen shows, at full length: the last message, what is wrong, the notes of each answer. */
export function notesLines(state: State): readonly Line[] {
  const width = boxSize(state.size).columns - 4;
  const lines = noteTexts(state).flatMap(({ title, tone, texts }, index): readonly Line[] => [
    ...(index === 0 ? [] : [[]]),
    [piece(title, { tone: 'title', bold: true })],
    ...texts.flatMap((text) =>
      wrapText(text, width - 2).map((each, row) => [piece(row === 0 ? '  ' : '    '), piece(each, { tone })]),
    ),
  ]);
  return lines.length > 0 ? lines : [[piece('nothing is wrong, and there are no notes', { tone: 'muted' })]];
}

/** What is said of one thing. */
export interface NoteTexts {
  readonly title: string;
  readonly tone: Tone;
  readonly texts: readonly string[];
}

/** The same as texts, by what they are of. */
export function noteTexts(state: State): readonly NoteTexts[] {
  const { message, query, answers } = state;
  const said =
    message === undefined ? [] : [message.says === undefined ? message.text : `${message.text}   ${message.says}`];
  const panes = placePanes(state).flatMap(({ pane }) => (pane === 'runs' ? [] : [pane]));
  const sections: readonly NoteTexts[] = [
    { title: 'the last line', tone: message?.kind === 'problem' ? 'error' : 'note', texts: said },
    { title: 'the query', tone: 'error', texts: answerErrors(state).map((error) => errorText(error, query.text)) },
    {
      title: 'the store',
      tone: 'error',
      texts: [
        ...(state.session.connection === 'lost' ? [lostText(state)] : []),
        ...(answerErrors(state).length > 0 ? [] : failureTexts(answers.runs)),
      ],
    },
    { title: 'notes of the rows', tone: 'note', texts: notesOf(answers.runs) },
    ...panes.flatMap((pane): readonly NoteTexts[] => [
      { title: pane, tone: 'error', texts: failureTexts(answers[pane]) },
      { title: `notes of ${pane}`, tone: 'note', texts: notesOf(answers[pane]) },
    ]),
  ];
  return sections.filter(({ texts }) => texts.length > 0);
}

/** What is wrong, where, and what may help. */
export function errorText({ message, hint, span }: Diagnostic, text: string): string {
  const at = span === undefined ? '' : text.slice(span.start, span.end).trim();
  const place = at === '' || message.includes(`\`${at}\``) ? '' : ` · at \`${at}\``;
  return `${message}${place}${hint === undefined ? '' : ` · ${hint}`}`;
}

function failureTexts(answered: Answered | undefined): readonly string[] {
  if (answered?.failure === undefined) return [];
  const { message, hint, diagnostics } = answered.failure;
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return errors.map((error) => errorText(error, answered.asked.text));
  return [hint === undefined ? message : `${message} · ${hint}`];
}

function notesOf(answered: Answered | undefined): readonly string[] {
  const notes = answered?.good?.sheet.notes ?? [];
  return notes.map(({ message, hint }) => (hint === undefined ? message : `${message} · ${hint}`));
}
