import type { IToken } from 'chevrotain';
import { durationSeconds, numberValue } from '../lex/values.ts';
import { type Span, spanOf } from '../source.ts';
import type {
  Alias,
  Column,
  DateNode,
  DurationNode,
  LiteralNode,
  NumberNode,
  PathNode,
  PathPart,
  TextNode,
  Word,
} from '../syntax.ts';

// Leaves of the tree, each from its token; they too must bear made-up tokens.

/** A number, its text kept. */
export function number(token: IToken): NumberNode {
  return { kind: 'number', span: spanOf(token), value: numberValue(token.image), text: token.image };
}

/** The value of a whole number. */
export function count(token: IToken): number {
  return numberValue(token.image);
}

/** A count, and its text where that is not plain. */
export function counted(token: IToken): { readonly count: number; readonly text?: string } {
  const value = count(token);
  return String(value) === token.image ? { count: value } : { count: value, text: token.image };
}

/** A duration in seconds, its text kept. */
export function duration(token: IToken): DurationNode {
  return { kind: 'duration', span: spanOf(token), seconds: durationSeconds(token.image), text: token.image };
}

/** A date as written; that it is one, the lexer has checked. */
export function date(token: IToken): DateNode {
  return { kind: 'date', span: spanOf(token), text: token.image };
}

/** A percentage, its text kept. */
export function percent(token: IToken): { readonly span: Span; readonly percent: number; readonly text: string } {
  return { span: spanOf(token), percent: numberValue(token.image.slice(0, -1)), text: token.image };
}

/** The number that a foreign `93%` means. */
export function share(token: IToken): NumberNode {
  const text = String(Number((numberValue(token.image.slice(0, -1)) / 100).toPrecision(15)));
  return { kind: 'number', span: spanOf(token), value: Number(text), text };
}

const literals = ['true', 'false', 'nan', 'inf', 'now', 'today', 'yesterday'] as const;

/** `true`, `nan`, `now` … in lower case. */
export function literal(token: IToken): LiteralNode {
  const image = token.image.toLowerCase();
  return { kind: 'literal', span: spanOf(token), name: literals.find((known) => known === image) ?? 'nan' };
}

/** A text without its quotes. */
export function text(token: IToken): TextNode {
  return { kind: 'text', span: spanOf(token), value: unquoted(token.image) };
}

/** A word as written. */
export function word(token: IToken): Word {
  return { kind: 'word', span: spanOf(token), text: token.image };
}

/** A word of a fixed list, such as a smoothing: case says nothing. */
export function lower(written: Word): Word {
  return { ...written, text: written.text.toLowerCase() };
}

/** The unquoted part of a name. */
export function plainPart(token: IToken): PathPart {
  return { kind: 'plain', span: spanOf(token), text: token.image };
}

/** A part of a name without its backquotes. */
export function quotedPart(token: IToken): PathPart {
  return { kind: 'quoted', span: spanOf(token), text: unquoted(token.image) };
}

/** A name of one unquoted part. */
export function plainPath(token: IToken): PathNode {
  const span = spanOf(token);
  return { kind: 'path', span, parts: [{ kind: 'plain', span, text: withoutConfig(token.image, false) }] };
}

/** `config.lr` is `params.lr`, and `parent.config.lr` is `parent.params.lr`. */
export function path(span: Span, parts: readonly PathPart[]): PathNode {
  const [first, ...more] = parts;
  if (first?.kind !== 'plain') return { kind: 'path', span, parts };
  return { kind: 'path', span, parts: [{ ...first, text: withoutConfig(first.text, more.length > 0) }, ...more] };
}

/** `config.` at the start of a name as `params.`; a lone `config` only where more of the name follows. */
export function withoutConfig(name: string, followed: boolean): string {
  // Before the pattern, as every name comes here.
  if (!name.includes('config')) return name;
  return name.replace(
    followed ? /^((?:run|parent|root)\.)?config(?=\.|$)/ : /^((?:run|parent|root)\.)?config(?=\.)/,
    '$1params',
  );
}

/** A node that is nothing but its word. */
export function keywordNode<K extends string>(kind: K, token: IToken): { readonly kind: K; readonly span: Span } {
  return { kind, span: spanOf(token) };
}

/** `val.*`: the prefix as it is looked up. */
export function prefixColumns(token: IToken): Column {
  return { kind: 'prefix-columns', span: spanOf(token), prefix: withoutConfig(token.image.slice(0, -2), true) };
}

/** A name after `as`. */
export function alias(token: IToken): Alias {
  return { span: spanOf(token), name: token.image };
}

/** A name in quotes after `as`. */
export function quotedAlias(token: IToken): Alias {
  return { span: spanOf(token), name: unquoted(token.image) };
}

function unquoted(image: string): string {
  const quote = image.charAt(0);
  const closed = image.length > 1 && image.endsWith(quote);
  return image.slice(1, closed ? -1 : undefined).replaceAll(quote + quote, quote);
}
