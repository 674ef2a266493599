import type { IToken, TokenType } from 'chevrotain';
import type { Diagnostic } from '../diagnostic.ts';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import { spanOf } from '../source.ts';
import { clauseNames } from './clause-names.ts';
import * as foreign from './foreign.ts';
import { nearestWords } from './nearest.ts';
import { problem } from './problem.ts';

/** Words that go on with an expression: taken for a name, the value behind them is missing. */
const joints: ReadonlySet<TokenType> = new Set([
  k.And,
  k.Or,
  k.Between,
  k.In,
  k.Is,
  k.MatchWord,
  k.Like,
  k.Ilike,
  k.Matches,
]);

const continuations = [
  'and',
  'or',
  'not',
  'between',
  'in',
  'is',
  'like',
  'matches',
  'contains',
  'desc',
  'asc',
  'as',
  'over',
];

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

/** What to say of a token that stands where only a clause can. */
export function offClause(token: IToken, previous: IToken): Diagnostic {
  const span = spanOf(token);
  if (token.tokenType === t.LBrace) return foreign.braces(span, []);
  if (token.image.toLowerCase() === 'offset') return foreign.offset(span);
  if (joints.has(previous.tokenType)) {
    return problem('syntax', spanOf(previous), {
      expected: 'a value',
      found: `\`${previous.image}\``,
      hint: 'a value stands on both sides of it',
    });
  }
  if (isWord(token)) return unknownClause(token);
  return problem('syntax', span, {
    expected: 'a clause',
    found: `\`${shortened(token.image)}\``,
    hint: hintFor(token, previous),
  });
}

function isWord(token: IToken): boolean {
  return token.tokenType === t.Name || (token.tokenType.CATEGORIES ?? []).includes(t.Name);
}

function unknownClause(token: IToken): Diagnostic {
  const word = token.image;
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
    case t.Semicolon:
      return 'one query at a time';
    case t.Comma:
      return 'a list goes on only in `select`, `sort by`, `group by` and in parentheses';
    case t.Text:
    case t.Integer:
    case t.NumberToken:
      return isWord(previous)
        ? `an operator is missing: \`${previous.image} = ${shortened(token.image)}\``
        : 'an operator is missing before it';
    default:
      return `a clause as \`where\`, \`sort by\`, \`limit\` or \`select\``;
  }
}

function shortened(image: string): string {
  return image.length <= 40 ? image : `${image.slice(0, 39)}…`;
}
