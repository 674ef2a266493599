import { type Diagnostic, parse } from '@xt/grammar';
import type { Editor } from '../state/state.ts';
import { viewReference } from '../views/view-reference.ts';
import type { LineText } from './line-edit.ts';

/** The bar with a text in it that nobody has changed yet; `said` is what is known to be wrong with it. */
export function openEditor(text: string, said: readonly Diagnostic[] = []): Editor {
  return {
    text,
    cursor: text.length,
    completion: undefined,
    listing: false,
    taking: false,
    syntax: syntaxOf(text),
    checked: said.length === 0 ? undefined : { of: text, diagnostics: said },
    refused: false,
    walk: undefined,
  };
}

/** The bar after its text was changed by typing: what can stand there is listed. */
export function typed(editor: Editor, line: LineText): Editor {
  return { ...replaced(editor, line), listing: true, walk: undefined };
}

/** The bar after the cursor went elsewhere in the text. */
export function moved(editor: Editor, { cursor }: LineText): Editor {
  return { ...editor, cursor, listing: false, taking: false };
}

/** The bar with another text. */
export function replaced(editor: Editor, { text, cursor }: LineText): Editor {
  const { completion } = editor;
  return {
    ...editor,
    text,
    cursor,
    completion: completion === undefined ? undefined : { ...completion, chosen: -1 },
    syntax: syntaxOf(text),
    listing: false,
    taking: false,
    refused: false,
  };
}

/** What is wrong with the text as far as it is known: what the parser says, else what the store said of this very text. */
export function errorsOf({ text, syntax, checked }: Editor): readonly Diagnostic[] {
  if (syntax.length > 0) return syntax;
  return checked?.of === text ? checked.diagnostics : [];
}

/** Beyond this a text is parsed when it is run, not at every key. */
const mostLive = 10_000;

function syntaxOf(text: string): readonly Diagnostic[] {
  // What a view stands for is not known here.
  if (text.length > mostLive || text.trim() === '' || viewReference(text) !== undefined) return [];
  return parse(text).diagnostics.filter(({ severity }) => severity === 'error');
}
