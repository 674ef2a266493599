import { type IToken, type TokenType, tokenMatcher } from 'chevrotain';
import * as k from '../lex/keywords.ts';
import * as t from '../lex/tokens.ts';

/** What must follow the first word of a clause for it to be one beyond doubt; an empty list: anything. */
const followers: ReadonlyMap<TokenType, readonly TokenType[]> = new Map([
  [k.Where, []],
  [k.Sort, [k.By]],
  [k.Limit, [t.NumberToken]],
  [k.Select, []],
  [k.Top, [t.NumberToken]],
  [k.Group, [k.By]],
  [k.Vs, [t.Text]],
  [k.Smooth, [t.Name]],
  [k.X, [t.Name, t.Quoted]],
  [k.Steps, [t.NumberToken, t.Dots, t.Minus]],
  [k.Time, [t.Duration, t.Dots, t.Minus]],
  [k.Every, [t.NumberToken, t.Duration]],
  [k.Sample, [t.NumberToken, k.None]],
  [k.Band, [t.Name]],
  [k.Relative, [k.To]],
  [k.With, [k.History]],
  [k.Up, [t.NumberToken]],
  [k.Down, [t.NumberToken]],
  [k.By, [t.Name]],
  [k.All, []],
  [k.Unified, []],
  [k.Side, [k.By]],
  [k.At, [k.Step, k.Time, k.Extremum, t.Percent]],
]);

/** True for a word that begins a clause where a clause can begin. */
export function isClauseWord(token: IToken): boolean {
  return followers.has(token.tokenType);
}

/** True where, after an error, a clause begins beyond doubt. */
export function startsClause(token: IToken, next: IToken): boolean {
  const expected = followers.get(token.tokenType);
  if (expected === undefined) return false;
  return expected.length === 0 || expected.some((type) => tokenMatcher(next, type));
}

const operandEnds = [t.Name, t.Quoted, t.Text, t.NumberToken, t.Duration, t.DateToken, t.Percent, t.RParen, t.RSquare];
const joints = [t.Joint, k.Not, k.In, k.Is, k.Between, k.MatchWord, k.By, k.Of, k.As];

/** True for a token with which an operand can end. */
export function endsOperand(token: IToken): boolean {
  return operandEnds.some((type) => tokenMatcher(token, type)) && !joints.some((type) => tokenMatcher(token, type));
}
