import type { CompletionItem } from '@xt/engine';
import type { Span } from '@xt/grammar';
import type { Editor } from '../state/state.ts';
import type { LineText } from './line-edit.ts';
import { editorBefore } from './text-before.ts';

/** What can take the place of the span. */
export interface CompletionList {
  readonly span: Span;
  readonly items: readonly CompletionItem[];
  readonly chosen: number;
}

/**
 * What can stand at the cursor, as far as it is known: the answer for the text before the cursor or, while a word is being
 * typed on, what of an older answer still goes with it.
 */
export function completionList(editor: Editor): CompletionList | undefined {
  const { completion } = editor;
  const before = editorBefore(editor);
  if (completion === undefined || !before.startsWith(completion.of)) return undefined;
  const added = before.slice(completion.of.length);
  if (!/^[\p{L}\p{N}_./-]*$/u.test(added)) return undefined;
  const span = { start: completion.span.start, end: editor.cursor };
  const written = before.slice(span.start).toLowerCase();
  const items =
    added === '' ? completion.items : completion.items.filter(({ text }) => text.toLowerCase().startsWith(written));
  const only = items.length === 1 ? items[0]?.text : undefined;
  if (items.length === 0 || only === before.slice(span.start)) return undefined;
  return { span, items, chosen: added === '' ? completion.chosen : -1 };
}

/** The list as it is seen under the bar; undefined where it is closed or empty. */
export function openList(editor: Editor): CompletionList | undefined {
  return editor.listing ? completionList(editor) : undefined;
}

/** The text with an item in it; behind a keyword goes a blank. */
export function takeItem({ text }: LineText, { span }: CompletionList, item: CompletionItem): LineText {
  const after = text.slice(span.end);
  const blank = item.kind === 'keyword' && !/^\s/.test(after) ? ' ' : '';
  const taken = `${item.text}${blank}`;
  return { text: text.slice(0, span.start) + taken + after, cursor: span.start + taken.length };
}

/** What Tab does: the chosen item, what all that go on as written have in common, else the best. */
export function takeBest(line: LineText, list: CompletionList): LineText {
  const { span, items, chosen } = list;
  const picked = items[chosen];
  if (picked !== undefined) return takeItem(line, list, picked);
  const written = line.text.slice(span.start, span.end);
  const going = items.filter(({ text }) => text.startsWith(written));
  const shared = commonStart(going.map(({ text }) => text));
  if (going.length > 1 && shared.length > written.length) {
    return {
      text: line.text.slice(0, span.start) + shared + line.text.slice(span.end),
      cursor: span.start + shared.length,
    };
  }
  const best = items[0];
  return best === undefined ? line : takeItem(line, list, best);
}

function commonStart(texts: readonly string[]): string {
  let shared = texts[0] ?? '';
  for (const text of texts) while (!text.startsWith(shared)) shared = shared.slice(0, -1);
  return shared;
}
