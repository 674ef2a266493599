import type { Diagnostic, Span } from '@xt/grammar';
import { errorsOf } from '../editor/editor.ts';
import type { State } from './state.ts';

/** What is wrong with the text that the bar shows: the one being typed, else the query whose answer failed. */
export function queryErrors(state: State): readonly Diagnostic[] {
  const { editor } = state.query;
  return editor === undefined ? answerErrors(state) : errorsOf(editor);
}

/** Why the query has no answer, at the places of its text. */
export function answerErrors({ query, answers }: State): readonly Diagnostic[] {
  const { asked, failure } = answers.runs ?? {};
  if (asked === undefined || failure === undefined) return [];
  return failure.diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((error) =>
      error.span === undefined ? error : { ...error, span: placeIn(query.text, asked.text, error.span) },
    );
}

/** The question may hold more than the query, in one piece: what stands behind that stands as much further on. */
function placeIn(text: string, asked: string, { start, end }: Span): Span {
  let from = 0;
  while (from < text.length && text[from] === asked[from]) from++;
  const added = Math.max(0, asked.length - text.length);
  const place = (at: number) => (at <= from ? at : Math.max(from, at - added));
  return { start: place(start), end: Math.min(place(end), text.length) };
}
