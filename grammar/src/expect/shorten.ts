import { type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';
import { startsClause } from '../parser/clause-starts.ts';

/** Up to so many tokens are read as they are; nobody types more, but a text may come from a program. */
const longest = 120;

/**
 * The tokens before a cursor without most of what says nothing of what can stand there: finished clauses, brackets and
 * items of lists. Queries of a usual length stay whole.
 */
export function shorten(tokens: readonly IToken[]): readonly IToken[] {
  return tokens.length <= longest ? tokens : shortened(tokens);
}

/** What is open at a place: a bracket, or the query itself. */
interface Level {
  /** Where its tokens start in the shortened ones. */
  readonly start: number;
  /** Behind the last word after which items may be dropped. */
  head: number;
  /** Behind the source, from where a new clause takes the place of the one before. */
  clauses: number | undefined;
  /** Whether the next `and` belongs to a `between`. */
  between: boolean;
}

const heads: readonly TokenType[] = [k.Where, k.CompareWord, k.By, k.Select, k.On, k.Per, k.Curves, k.Run, k.When];
const separators: readonly TokenType[] = [t.Comma, t.Joint, t.Arithmetic];

function shortened(tokens: readonly IToken[]): readonly IToken[] {
  const kept: IToken[] = [];
  const levels: Level[] = [{ start: 0, head: 0, clauses: undefined, between: false }];
  for (const [i, token] of tokens.entries()) {
    const level = levels.at(-1);
    if (level === undefined) break;
    if (isOneOf(token, [t.LParen, t.LSquare, t.LBrace])) {
      kept.push(token);
      levels.push({ start: kept.length, head: kept.length, clauses: undefined, between: false });
    } else if (isOneOf(token, [t.RParen, t.RSquare, t.RBrace]) && levels.length > 1) {
      levels.pop();
      closeBracket(kept, level.start);
      kept.push(token);
    } else if (isClauseStart(tokens, i, kept, level)) {
      level.clauses ??= kept.length;
      kept.length = level.clauses;
      kept.push(token);
      level.head = kept.length;
      level.between = false;
    } else {
      addToken(kept, token, level);
    }
  }
  return kept;
}

/** Behind an operator a clause's word is a name, and `by` goes on with a clause oftener than it begins one. */
function isClauseStart(tokens: readonly IToken[], at: number, kept: readonly IToken[], level: Level): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token === undefined || next === undefined || kept.length <= level.start) return false;
  if (isOneOf(token, [k.By]) || isOneOf(tokens[at - 1] ?? token, [...separators, ...joints])) return false;
  return startsClause(token, next);
}

const joints: readonly TokenType[] = [t.Compare, k.MatchWord, k.Between, k.In, k.By, k.Of, k.Not];

function addToken(kept: IToken[], token: IToken, level: Level): void {
  if (level.between && isOneOf(token, [k.And])) {
    level.between = false;
    kept.push(token);
    return;
  }
  if (isOneOf(token, separators)) {
    kept.length = level.head;
    level.between = false;
    return;
  }
  kept.push(token);
  if (isOneOf(token, heads)) level.head = kept.length;
  if (isOneOf(token, [k.Between])) level.between = true;
}

/** Of what stood in finished brackets the first operand says enough. */
function closeBracket(kept: IToken[], start: number): void {
  for (let i = start; i < kept.length; i++) {
    const token = kept[i];
    if (token === undefined || isOneOf(token, [t.Minus, k.Not, t.Bang, t.LParen, t.LSquare])) continue;
    if (!isOneOf(token, [k.Run, k.Curves])) kept.length = i + 1;
    break;
  }
}

function isOneOf(token: IToken, types: readonly TokenType[]): boolean {
  return types.some((type) => tokenMatcher(token, type));
}
