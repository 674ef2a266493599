import { openEditor } from '../editor/editor.ts';
import { answerErrors } from '../state/query-errors.ts';
import type { State } from '../state/state.ts';

/** The query bar takes the keys, with the query in it, and what is wrong with that. */
export function editQuery(state: State): State {
  const editor = openEditor(state.query.text, answerErrors(state));
  return { ...state, query: { ...state.query, editor }, message: undefined };
}
