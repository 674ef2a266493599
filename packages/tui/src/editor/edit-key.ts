import { effect, refresh, setQuery } from '../actions/query.ts';
import { baselineOf } from '../query/versus.ts';
import type { Completions, Editor, State } from '../state/state.ts';
import { viewReference } from '../views/view-reference.ts';
import { completionList, openList, takeBest, takeItem } from './completion-list.ts';
import { errorsOf, moved, openEditor, typed } from './editor.ts';
import { editLine, insertText } from './line-edit.ts';
import { editorBefore } from './text-before.ts';
import { walkHistory } from './walk-history.ts';

/** The state after a key in the query bar. */
export function editorKey(state: State, key: string): State {
  const { editor, history } = state.query;
  if (editor === undefined) return state;
  const list = openList(editor);
  switch (key) {
    case 'ctrl-c':
      return withEditor(state, undefined);
    case 'escape':
      return withEditor(state, list === undefined ? undefined : { ...editor, listing: false });
    case 'enter': {
      const chosen = list?.items[list.chosen];
      if (list === undefined || chosen === undefined) return run(state, editor);
      return withEditor(state, typed(editor, takeItem(editor, list, chosen)));
    }
    case 'tab':
      return withEditor(state, complete(editor));
    case 'ctrl-space':
      return withEditor(state, { ...editor, listing: true });
    case 'down':
      return withEditor(state, list === undefined ? walkHistory(editor, history, -1) : choose(editor, list, 1));
    case 'up':
      // The list hangs below: up from its first item leads back to the text, and from there into the past.
      return withEditor(
        state,
        list === undefined || list.chosen < 0 ? walkHistory(editor, history, 1) : choose(editor, list, -1),
      );
    case 'ctrl-p':
      return withEditor(state, walkHistory(editor, history, 1));
    case 'ctrl-n':
      return withEditor(state, walkHistory(editor, history, -1));
    case 'alt-enter':
      return withEditor(state, typed(editor, insertText(editor, '\n', 'lines')));
    default: {
      const line = editLine(editor, key);
      if (line === undefined) return state;
      return withEditor(state, line.text === editor.text ? moved(editor, line) : typed(editor, line));
    }
  }
}

/**
 * The state with a text pasted into the query bar; its lines stay lines. Where the bar is closed, or holds a query that nobody has
 * changed and that the text does not continue, a whole query takes the place of the one that is there.
 */
export function editorPaste(state: State, pasted: string): State {
  // A line that was taken whole brings its end along.
  const { text } = insertText({ text: '', cursor: 0 }, pasted.replace(/[\r\n]+$/, ''), 'lines');
  const { editor } = state.query;
  if (text === '') return state;
  if (editor === undefined) return withEditor(state, { ...openEditor(text), listing: false });
  const inserted = typed(editor, insertText(editor, text, 'lines'));
  const isUnchanged = editor.text === state.query.text;
  const isWhole = isUnchanged && errorsOf(inserted).length > 0 && errorsOf(openEditor(text)).length === 0;
  return withEditor(state, { ...(isWhole ? openEditor(text) : inserted), listing: false });
}

/** The state with what the store says can stand behind a text; of a text that has changed since it says nothing. */
export function completed(state: State, completion: Omit<Completions, 'chosen'>): State {
  const { editor } = state.query;
  if (editor === undefined || editorBefore(editor) !== completion.of) return state;
  const known = { ...editor, completion: { ...completion, chosen: -1 } };
  return withEditor(state, editor.taking ? complete({ ...known, taking: false }) : known);
}

/** The state with what the store says of the text in the bar. */
export function checked(state: State, said: NonNullable<Editor['checked']>): State {
  const { editor } = state.query;
  return editor === undefined || editor.text !== said.of ? state : withEditor(state, { ...editor, checked: said });
}

function complete(editor: Editor): Editor {
  // An answer that is on its way is waited for, until another key comes.
  if (editor.completion?.of !== editorBefore(editor)) return { ...editor, taking: true };
  const list = completionList(editor);
  return list === undefined ? editor : typed(editor, takeBest(editor, list));
}

function choose(editor: Editor, list: NonNullable<ReturnType<typeof openList>>, step: 1 | -1): Editor {
  const chosen = Math.max(-1, Math.min(list.chosen + step, list.items.length - 1));
  return { ...editor, completion: { of: editorBefore(editor), span: list.span, items: list.items, chosen } };
}

/** Runs the text, unless it is known to have no answer. */
function run(state: State, editor: Editor): State {
  if (errorsOf(editor).length > 0) return withEditor(state, { ...editor, refused: true, listing: false });
  const text = editor.text.trim() === '' ? 'runs' : editor.text.trim();
  const view = viewReference(text);
  if (view !== undefined) return effect(withEditor(state, undefined), { kind: 'open-view', ...view });
  const closed = remember(withEditor(state, undefined), text);
  if (text === state.query.text) return refresh(closed);
  // What was taken as the baseline without the query is no part of one that is typed.
  const fresh = setQuery(closed, text);
  return { ...fresh, runs: { ...fresh.runs, baseline: baselineOf(text) } };
}

// No query is longer.
const mostKept = 65_536;

function remember(state: State, text: string): State {
  if (text.length > mostKept) return state;
  const history = [...state.query.history.filter((each) => each !== text), text];
  return effect({ ...state, query: { ...state.query, history } }, { kind: 'remember', query: text });
}

function withEditor(state: State, editor: Editor | undefined): State {
  return editor === state.query.editor ? state : { ...state, query: { ...state.query, editor } };
}
