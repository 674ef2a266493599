import { openList } from '../editor/completion-list.ts';
import { errorsOf } from '../editor/editor.ts';
import { errorText } from '../overlay/notes-lines.ts';
import type { Editor, State } from '../state/state.ts';

// As many as one listens to.
const mostListed = 12;

/** What is said of a query that is typed: what is wrong with it once it is known, what can stand there where it is asked for. */
export function editorWords(before: State | undefined, { query }: State): readonly string[] {
  const { editor } = query;
  const old = before?.query.editor;
  if (editor === undefined) {
    return old !== undefined && before?.query.text === query.text && old.text.trim() !== query.text
      ? ['the query stays as it was']
      : [];
  }
  if (old === undefined)
    return ['the query; enter runs it, tab completes, ctrl-space lists what can stand here, escape leaves'];
  // Typing opens the list, which nobody sees here.
  const isClosed =
    openList(old) !== undefined && !editor.listing && old.text === editor.text && old.cursor === editor.cursor;
  if (isClosed && !editor.refused) return ['the list is closed; escape again leaves the query'];
  return [...problemWords(old, editor), ...chosenWords(old, editor), ...placeWords(old, editor)];
}

function problemWords(old: Editor, editor: Editor): readonly string[] {
  const isTold = editor.refused !== old.refused || editor.checked !== old.checked;
  // Half a word is always wrong: the parser is heard where the text was to be run.
  if (!isTold || (!editor.refused && editor.syntax.length > 0)) return [];
  return errorsOf(editor).map((error) => `error: ${errorText(error, editor.text)}${placeOf(error.span?.start)}`);
}

/** Where in the text it is. */
export function placeOf(start: number | undefined): string {
  return start === undefined ? '' : ` · at character ${start + 1}`;
}

function chosenWords(old: Editor, editor: Editor): readonly string[] {
  const list = openList(editor);
  if (list === undefined) return [];
  const text = (index: number): string => {
    const item = list.items[index];
    if (item === undefined) return '';
    return [item.text, item.kind, ...(item.runs === undefined ? [] : [`${item.runs} runs`])].join(', ');
  };
  if (list.chosen >= 0 && list.chosen !== old.completion?.chosen)
    return [`${list.chosen + 1} of ${list.items.length}: ${text(list.chosen)}`];
  // Nothing else made the text anew: the list was asked for.
  const isAsked =
    old !== editor &&
    old.text === editor.text &&
    old.cursor === editor.cursor &&
    old.completion === editor.completion &&
    old.checked === editor.checked &&
    old.refused === editor.refused;
  if (!isAsked) return [];
  const more = list.items.length - mostListed;
  return [
    `${list.items.length} can stand here:`,
    ...list.items.slice(0, mostListed).map((_, index) => text(index)),
    ...(more > 0 ? [`${more} more: down goes through them`] : []),
  ];
}

function placeWords(old: Editor, editor: Editor): readonly string[] {
  if (old.text !== editor.text || old.cursor === editor.cursor) return [];
  const rest = editor.text.slice(editor.cursor);
  return [rest === '' ? 'at the end' : `before ${rest.split(/\s/)[0] === '' ? 'a blank' : rest.split(/\s/)[0]}`];
}
