import { openEditor } from '../editor/editor.ts';
import type { State } from '../state/state.ts';

/** The query bar takes the keys, with the query in it, and what is wrong with that. */
export function editQuery(state: State): State {
  const { text } = state.query;
  const { asked, failure } = state.answers.runs ?? {};
  const said = asked?.text === text ? (failure?.diagnostics ?? []) : [];
  return { ...state, query: { ...state.query, editor: openEditor(text, said) }, message: undefined };
}
