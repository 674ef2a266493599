import type { Editor } from '../state/state.ts';
import { replaced } from './editor.ts';

/** The bar with an older query of the history in it (1), or a newer one (-1); behind the newest is what was being typed. */
export function walkHistory(editor: Editor, history: readonly string[], way: 1 | -1): Editor {
  const draft = editor.walk?.draft ?? editor.text;
  let at = editor.walk?.at ?? -1;
  // A query that stands in the bar already is no step.
  do at += way;
  while (at >= 0 && at < history.length && history.at(-1 - at) === editor.text);
  if (at >= history.length) return editor;
  const text = at < 0 ? draft : (history.at(-1 - at) ?? draft);
  const walk = at < 0 ? undefined : { at, draft };
  return { ...replaced(editor, { text, cursor: text.length }), walk };
}
