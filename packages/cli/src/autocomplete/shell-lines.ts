import { harmlessLine } from '../harmless.ts';
import { escapeWithin, type ShellWord } from './shell-words.ts';
import type { Shell } from './shells.ts';
import type { Suggested, Suggestion } from './suggest.ts';

/**
 * What the script of a shell reads: first what it is about, then a line for each suggestion, in the form in which that
 * shell takes it. `listing`: bash only shows them now.
 */
export function shellLines(shell: Shell, word: ShellWord, suggested: Suggested, listing: boolean): readonly string[] {
  if (suggested.kind !== 'texts') return [suggested.kind];
  // A query begins with its quote.
  const opening = suggested.query && word.raw === word.value && word.open === '' ? '"' : '';
  const context: Context = { shell, word, opening };
  const typed = suggested.list.flatMap((one) => typedForms(context, one));
  const kind = suggested.query ? 'texts' : 'words';
  switch (shell) {
    case 'bash':
      return [kind, ...bashLines(word, typed, listing)];
    case 'zsh':
      return [kind, ...zshLines(context, typed)];
    case 'fish':
      return [kind, ...fishLines(word, typed)];
  }
}

interface Context {
  readonly shell: Shell;
  readonly word: ShellWord;
  /** The quote that the completion itself opens. */
  readonly opening: '' | '"';
}

interface Typed {
  readonly one: Suggestion;
  /** The word as it would be typed, from its start on. */
  readonly raw: string;
  /** The same as the program gets it. */
  readonly value: string;
}

function typedForms({ shell, word, opening }: Context, one: Suggestion): readonly Typed[] {
  const escaped = escapeWithin(one.text, opening === '' ? word.open : opening, shell);
  if (escaped === undefined) return [];
  const value = word.value.slice(0, one.start) + one.text;
  return [{ one, value, raw: opening + word.raw.slice(0, word.places[one.start]) + escaped }];
}

/** Readline knows a word from its quote on, and outside of quotes from the last `=` or `:` on. */
function bashLines(word: ShellWord, typed: readonly Typed[], listing: boolean): readonly string[] {
  if (listing) return typed.map(shown);
  const start = word.open === '' ? startOfLast(word.raw) : openedAt(word) + 1;
  const texts = typed.map(({ raw }) => raw.slice(start));
  const typedSoFar = word.raw.slice(start);
  const goingOn = texts.filter((text) => text.startsWith(typedSoFar));
  const [only] = goingOn;
  // Of a single text readline would close the quote: the query goes on behind it, which a second one with a blank more
  // says, as both have the first as their beginning.
  if (only !== undefined && goingOn.length === 1 && word.open !== '') return [only, `${only} `];
  if (goingOn.length > 0) return goingOn;
  // Several that spell it otherwise would have bash take away what is typed: they are only shown then, with a blank
  // among them so that they have no common beginning.
  return texts.length > 1 && commonLength(texts) < typedSoFar.length ? [...typed.map(shown), ' '] : texts;
}

function shown({ one }: Typed): string {
  return harmlessLine(one.text.trimEnd());
}

function startOfLast(raw: string): number {
  return Math.max(raw.lastIndexOf('='), raw.lastIndexOf(':')) + 1;
}

/** Where the quote that is open at the end of a word stands. */
function openedAt(word: ShellWord): number {
  let at = -1;
  let open = '';
  for (let i = 0; i < word.raw.length; i++) {
    const character = word.raw.charAt(i);
    if (character === '\\' && open !== "'") i += 1;
    else if (open === '' ? character === '"' || character === "'" : character === open) {
      open = open === '' ? character : '';
      if (open !== '') at = i;
    }
  }
  return at;
}

function commonLength(texts: readonly string[]): number {
  const [first = '', ...more] = texts;
  let length = first.length;
  for (const text of more) {
    while (!text.startsWith(first.slice(0, length))) length -= 1;
  }
  return length;
}

/** fish quotes by itself and tells beside each text what it is; of a single one it would close the quote, as readline. */
function fishLines(word: ShellWord, typed: readonly Typed[]): readonly string[] {
  const lines = typed.map(({ value, one }) => `${value}\t${harmlessLine(one.about ?? '')}`);
  const [only] = typed;
  return only !== undefined && typed.length === 1 && word.open !== '' ? [...lines, `${only.value} `] : lines;
}

/**
 * zsh shows and takes only the end of the word: how much of it stays, -1 where the whole is another, then each text and
 * how it is shown.
 */
function zshLines({ word, opening }: Context, typed: readonly Typed[]): readonly string[] {
  const quote = word.open === '' ? 0 : openedAt(word) + 1;
  const starts = typed.map(({ one }) => word.places[one.start] ?? 0);
  const keep = opening === '' && typed.length > 0 ? Math.max(0, Math.min(...starts) - quote) : -1;
  return [
    String(keep),
    ...typed.map(({ raw, one }) => {
      const about = one.about === undefined ? '' : `  -- ${one.about}`;
      return `${keep < 0 ? raw : raw.slice(quote + keep)}\t${harmlessLine(one.text.trimEnd() + about)}`;
    }),
  ];
}
