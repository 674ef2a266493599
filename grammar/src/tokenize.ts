import type { IToken, TokenType } from 'chevrotain';
import { type Lexed, lex } from './lex/lex.ts';
import * as t from './lex/tokens.ts';
import { parseLoosely } from './parse.ts';
import { type Span, spanOf } from './source.ts';
import { type SyntaxNode, walk } from './walk.ts';

/** What a piece of the text is there. */
export type TokenClass =
  | 'keyword'
  | 'name'
  | 'function'
  | 'literal'
  | 'text'
  | 'number'
  | 'date'
  | 'operator'
  | 'punctuation'
  | 'comment'
  | 'error';

/** A piece of a query's text and what it is there. */
export interface QueryToken {
  readonly span: Span;
  readonly class: TokenClass;
}

/**
 * The tokens of a text in order, blanks left out, for highlighting and completion. As no word is reserved, a word is a
 * keyword or a name by where it stands; where the text does not parse, by what it mostly is.
 */
export function tokenize(text: string): readonly QueryToken[] {
  const { lexed, query } = parseLoosely(text);
  return classified(lexed, query === undefined ? new Map() : classesIn(query));
}

/** The same without the parser, which takes long to be made: each word is what it mostly is. */
export function tokenizeWords(text: string): readonly QueryToken[] {
  return classified(lex(text), new Map());
}

function classified(lexed: Lexed, known: ReadonlyMap<number, TokenClass>): readonly QueryToken[] {
  const tokens = lexed.tokens.map((token, i) => ({
    span: spanOf(token),
    class: known.get(token.startOffset) ?? classOf(token, lexed.tokens[i + 1]),
  }));
  const comments = lexed.comments.map((token) => ({ span: spanOf(token), class: 'comment' as const }));
  const strays = lexed.strays.map((token) => ({ span: spanOf(token), class: 'error' as const }));
  return [...tokens, ...comments, ...strays].sort((a, b) => a.span.start - b.span.start);
}

/** What the words of a tree are, by where they start. */
function classesIn(root: SyntaxNode): ReadonlyMap<number, TokenClass> {
  const classes = new Map<number, TokenClass>();
  walk(root, (node) => {
    if (!('kind' in node)) return;
    if (node.kind === 'plain') classes.set(node.span.start, 'name');
    else if (node.kind === 'word') classes.set(node.span.start, 'keyword');
    else if (node.kind === 'literal') classes.set(node.span.start, 'literal');
    else if ('alias' in node && node.alias !== undefined) classes.set(node.alias.span.start, 'name');
  });
  walk(root, (node) => {
    if ('kind' in node && node.kind === 'call') classes.set(node.name.span.start, 'function');
  });
  return classes;
}

const classes: ReadonlyMap<TokenType, TokenClass> = new Map<TokenType, TokenClass>([
  [t.PrefixColumns, 'name'],
  [t.Quoted, 'name'],
  [t.UnclosedQuoted, 'name'],
  [t.DigitName, 'error'],
  [t.Text, 'text'],
  [t.UnclosedText, 'text'],
  [t.DateToken, 'date'],
  [t.Percent, 'number'],
  [t.Integer, 'number'],
  [t.NumberToken, 'number'],
  [t.Duration, 'number'],
  [t.Pipe, 'punctuation'],
  [t.Semicolon, 'punctuation'],
  [t.Comma, 'punctuation'],
  [t.Dot, 'punctuation'],
  [t.LParen, 'punctuation'],
  [t.RParen, 'punctuation'],
  [t.LSquare, 'punctuation'],
  [t.RSquare, 'punctuation'],
  [t.LBrace, 'punctuation'],
  [t.RBrace, 'punctuation'],
]);

function classOf(token: IToken, next: IToken | undefined): TokenClass {
  const { tokenType } = token;
  const known = classes.get(tokenType);
  if (known !== undefined) return known;
  if (!/^[\p{L}_]/u.test(token.image)) return 'operator';
  const isCall = next?.tokenType === t.LParen && next.startOffset === spanOf(token).end;
  if (isCall) return 'function';
  return tokenType === t.Name ? 'name' : 'keyword';
}
