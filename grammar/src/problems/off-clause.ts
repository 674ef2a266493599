import { type IToken, tokenMatcher } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import { startsClause } from '../parser/clause-starts.ts';
import { type Span, spanOf } from '../source.ts';
import { clauseNames } from './clause-names.ts';
import { described, isWord, shortened } from './describe.ts';
import * as foreign from './foreign.ts';
import { nearestWords } from './nearest.ts';
import { problem } from './problem.ts';

/** Words that go on with an expression. */
const joints = [t.Joint, k.Between, k.In, k.Is, k.MatchWord];
/** Words behind which a text in quotes stands. */
const beforeText = [k.Tagged, k.Used, k.Made, k.Run, k.Vs];

/** What to say of a token that stands where only a clause can. */
export function offClause(token: IToken, previous: IToken): Diagnostic {
  const span = spanOf(token);
  if (token.tokenType === t.LBrace) return foreign.braces(span, []);
  if (token.image.toLowerCase() === 'offset') return foreign.offset(span);
  if (token.image.toLowerCase() === 'from') return foreign.from(span);
  if (isOneOf(previous, joints)) return missingValue(spanOf(previous), previous.image, 'on both sides of');
  if (startsClause(previous, token)) return missingValue(spanOf(previous), previous.image, 'before');
  if (isWord(token) && isOneOf(previous, beforeText)) return unquoted(token);
  if (isWord(token)) return unknownClause(token);
  return problem('syntax', span, { expected: 'a clause', found: described(token), hint: hintFor(token, previous) });
}

/** What to say of a keyword that was taken for a name because the value before it is missing. */
export function missingValue(span: Span, word: string, where: string): Diagnostic {
  const hint = `a value must stand ${where} \`${word}\``;
  return problem('syntax', span, { expected: 'a value', found: `\`${word}\``, hint });
}

function isOneOf(token: IToken, types: readonly IToken['tokenType'][]): boolean {
  return types.some((type) => tokenMatcher(token, type));
}

function unquoted(token: IToken): Diagnostic {
  const hint = `in quotes: \`'${token.image}'\``;
  return problem('syntax', spanOf(token), { expected: 'a text in quotes', found: described(token), hint });
}

const continuations = 'and or not between in is like matches contains desc asc as over'.split(' ');

/** What other languages call a clause. */
const synonyms: ReadonlyMap<string, string> = new Map([
  ['filter', 'where'],
  ['head', 'limit'],
  ['take', 'limit'],
  ['show', 'select'],
  ['fields', 'select'],
  ['columns', 'select'],
  ['orderby', 'sort by'],
  ['sortby', 'sort by'],
  ['groupby', 'group by'],
  ['downsample', 'sample'],
  ['ascending', 'asc'],
  ['descending', 'desc'],
]);

function unknownClause(token: IToken): Diagnostic {
  const word = token.image;
  if (continuations.includes(word.toLowerCase())) {
    const hint = 'there is nothing before it that it could go on with';
    return problem('syntax', spanOf(token), { expected: 'a clause', found: described(token), hint });
  }
  const known = synonyms.get(word.toLowerCase());
  const nearest = known === undefined ? nearestWords(word, [...clauseNames, ...continuations]) : [known];
  const hint = `clauses are ${clauseNames
    .slice(0, 6)
    .map((name) => `\`${name}\``)
    .join(', ')} …`;
  return problem('unknown-clause', spanOf(token), { word, nearest, hint });
}

function hintFor(token: IToken, previous: IToken): string {
  switch (token.tokenType) {
    case t.RParen:
    case t.RSquare:
    case t.RBrace:
      return `\`${token.image}\` closes nothing`;
    case t.LParen:
      return previous.tokenType === t.Pipe
        ? '`|` separates clauses; a choice is `or`'
        : 'an operator is missing before it';
    case t.Semicolon:
      return 'one query at a time';
    case t.Comma:
      return 'a list goes on only in `select`, `sort by`, `group by` and in parentheses';
    case t.Text:
    case t.Integer:
    case t.NumberToken:
      if (previous.tokenType === t.DateToken) return `a time joins its date with \`T\`: \`${previous.image}T14:30\``;
      return isWord(previous)
        ? `an operator is missing: \`${previous.image} = ${shortened(token.image)}\``
        : 'an operator is missing before it';
    default:
      return 'a clause as `where`, `sort by`, `limit` or `select`';
  }
}
