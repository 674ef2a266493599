import type { IToken } from 'chevrotain';
import { lex } from '../lex/lex.ts';
import * as t from '../lex/tokens.ts';
import { isWord } from '../problems/describe.ts';
import { type Span, spanOf } from '../source.ts';

/** The quote in which something is being written. */
export type Quote = "'" | '"' | '`';

/** What is being written at the cursor, and the tokens before it. */
export interface AtCursor {
  /** From the start of the word or text that is being written to the cursor. */
  readonly span: Span;
  /** What is written of it, out of its quotes. */
  readonly written: string;
  readonly quote?: Quote;
  readonly before: readonly IToken[];
}

/** Finds what is being written at the cursor; undefined in a comment, and behind what is complete, as a number. */
export function atCursor(text: string, cursor: number): AtCursor | undefined {
  const { tokens, comments, strays } = lex(text.slice(0, cursor));
  if ([...comments, ...strays].some((other) => spanOf(other).end === cursor)) return undefined;
  const last = tokens.at(-1);
  if (last?.tokenType === t.UnclosedText || last?.tokenType === t.UnclosedQuoted) return inQuotes(tokens, last, cursor);
  if (last === undefined || spanOf(last).end < cursor) return writing(tokens, '', cursor);
  if (isWord(last) || last.image.toLowerCase() === 'not') return writing(tokens.slice(0, -1), last.image, cursor);
  const name = tokens.at(-2);
  if (name !== undefined && isJoint(last) && isWord(name) && spanOf(name).end === last.startOffset)
    return writing(tokens.slice(0, -2), name.image + last.image, cursor);
  return complete.has(last.tokenType) ? undefined : writing(tokens, '', cursor);
}

const complete = new Set([
  t.Text,
  t.Quoted,
  t.DateToken,
  t.Percent,
  t.Integer,
  t.NumberToken,
  t.Duration,
  t.PrefixColumns,
  t.LBrace,
  t.RBrace,
]);

function writing(before: readonly IToken[], written: string, cursor: number): AtCursor {
  return { before, written, span: { start: cursor - written.length, end: cursor } };
}

/** A name goes on behind these. */
function isJoint({ tokenType }: IToken): boolean {
  return tokenType === t.Dot || tokenType === t.Slash || tokenType === t.Minus;
}

/** `'it''` is a text and another quote to the lexer, but here a text that goes on. */
function inQuotes(tokens: readonly IToken[], last: IToken, cursor: number): AtCursor {
  const quote = quoteOf(last);
  const closed = tokens.at(-2);
  const goesOn = closed !== undefined && spanOf(closed).end === last.startOffset && closed.image.startsWith(quote);
  const start = goesOn ? closed.startOffset : last.startOffset;
  const image = (goesOn ? closed.image : '') + last.image;
  const written = image.slice(1).replaceAll(quote + quote, quote);
  return { before: tokens.slice(0, goesOn ? -2 : -1), written, quote, span: { start, end: cursor } };
}

function quoteOf({ image }: IToken): Quote {
  return image.startsWith('`') ? '`' : image.startsWith('"') ? '"' : "'";
}
