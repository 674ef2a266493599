import type { State } from '../state/state.ts';

/** The query bar takes the keys, with the query in it. */
export function editQuery(state: State): State {
  const { text } = state.query;
  const editor = { text, cursor: text.length, completion: undefined, diagnostics: [] };
  return { ...state, query: { ...state.query, editor }, message: undefined };
}
