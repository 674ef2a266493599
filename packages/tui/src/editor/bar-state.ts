import type { Diagnostic } from '@xt/grammar';
import { queryErrors } from '../state/query-errors.ts';
import type { State } from '../state/state.ts';
import { type Bar, bar } from './bar.ts';

/** Cells before the text of the query: the prompt. */
export const promptWidth = 3;

/** The query bar with what is wrong in it. */
export interface QueryBar extends Bar {
  readonly error: Diagnostic | undefined;
  /** The text only lacks its end: no fault of somebody who is typing it. */
  readonly unfinished: boolean;
}

/** The query, or the text being typed in its place. */
export function queryBar(state: State): QueryBar {
  const { editor, text: query } = state.query;
  const text = editor?.text ?? query;
  const error = queryErrors(state)[0];
  const end = text.trimEnd().length;
  const unfinished = editor !== undefined && !editor.refused && (error?.span?.end ?? -1) >= end;
  const focus = editor?.cursor ?? (error === undefined ? 0 : (error.span?.start ?? 0));
  const width = Math.max(state.size.columns - promptWidth, 1);
  const wrong = error === undefined || unfinished ? undefined : error.span;
  return {
    ...bar(text, { width, focus, cursor: editor?.cursor, wrong, unparsed: state.session.unparsed }),
    error,
    unfinished,
  };
}
