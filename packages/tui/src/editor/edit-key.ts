import { setQuery } from '../actions/query.ts';
import type { Editor, State } from '../state/state.ts';
import { editLine, insertText } from './line-edit.ts';

/** The state after a key in the query bar. */
export function editorKey(state: State, key: string): State {
  const { editor } = state.query;
  if (editor === undefined) return state;
  switch (key) {
    case 'escape':
    case 'ctrl-c':
      return withEditor(state, undefined);
    case 'enter':
      return setQuery(withEditor(state, undefined), editor.text);
    default: {
      const edited = editLine(editor, key);
      return edited === undefined ? state : withEditor(state, { ...editor, ...edited });
    }
  }
}

/** The state with a text pasted into the query bar. */
export function editorPaste(state: State, text: string): State {
  const { editor } = state.query;
  return editor === undefined ? state : withEditor(state, { ...editor, ...insertText(editor, text) });
}

function withEditor(state: State, editor: Editor | undefined): State {
  return { ...state, query: { ...state.query, editor } };
}
