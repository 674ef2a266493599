import type { IToken } from 'chevrotain';
import { cover, type Span } from '../source.ts';
import type {
  CompareOp,
  Expression,
  MatchOp,
  Point,
  Query,
  Range,
  RangeEnd,
  Smoothing,
  SortKey,
  TextNode,
  Window,
  Word,
} from '../syntax.ts';
import type { Operator } from './arithmetic.ts';
import * as leaf from './leaves.ts';

// Accepted foreign spellings become xt's own here. Everything here must bear the made-up tokens with which Chevrotain
// walks through the rules once.

/** The value, whatever tokens were read for it. */
export function as<T extends string>(value: T, ..._tokens: readonly IToken[]): T {
  return value;
}

/** A condition and what joins it to the one before. */
export interface Joined {
  readonly joint: 'and' | 'or';
  readonly item: Expression;
}

/** What `and`, `&&`, `or`, `||` say. */
export function joint(token: IToken): 'and' | 'or' {
  return token.image === '||' || token.image.toLowerCase() === 'or' ? 'or' : 'and';
}

/** The tree of `a or b and c`; conditions of the same joint are one node, with or without parentheses. */
export function joined(parts: readonly Joined[]): Expression {
  const groups: Expression[][] = [];
  for (const { joint, item } of parts) {
    if (joint === 'or' || groups.length === 0) groups.push([item]);
    else groups.at(-1)?.push(item);
  }
  return flat(
    'or',
    groups.map((items) => flat('and', items)),
  );
}

function flat(kind: 'and' | 'or', parts: readonly Expression[]): Expression {
  const [first, ...more] = parts;
  if (first === undefined) throw new Error('a condition has a part');
  if (more.length === 0) return first;
  const nests = parts.some((part) => part.kind === kind);
  const items = nests ? parts.flatMap((part) => (part.kind === kind ? part.items : [part])) : parts;
  return { kind, span: cover(first.span, more.at(-1)?.span ?? first.span), items };
}

/** `not not x`, `- x`: one node for each prefix. */
export function prefixed(kind: 'not' | 'negate', prefixes: readonly Span[], item: Expression): Expression {
  return prefixes.reduceRight<Expression>(
    (inner, span) => ({ kind, span: cover(span, inner.span), item: inner }),
    item,
  );
}

const compareOps: Readonly<Record<string, CompareOp>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '≠': '!=',
  '<': '<',
  '<=': '<=',
  '≤': '<=',
  '>': '>',
  '>=': '>=',
  '≥': '>=',
};

/** A comparison with one operator. */
export type Comparison = Extract<Expression, { kind: 'compare' }>;

/** A comparison, its operator in xt's spelling. */
export function compare(span: Span, op: string, left: Expression, right: Expression): Comparison {
  return { kind: 'compare', span, op: compareOps[op] ?? '=', left, right };
}

const matchOps: Readonly<Record<string, MatchOp>> = {
  like: 'like',
  ilike: 'ilike',
  matches: 'matches',
  rlike: 'matches',
  regexp: 'matches',
  '=~': 'matches',
  '!~': 'matches',
  contains: 'contains',
  'starts with': 'starts with',
  'ends with': 'ends with',
};

/** A text test; `!~` negates. */
export function match(span: Span, word: string, not: boolean, item: Expression, pattern: Expression): Expression {
  const negated = word === '!~' ? !not : not;
  return { kind: 'match', span, op: matchOps[word.toLowerCase()] ?? 'like', negated, item, pattern };
}

/** `is null` is `is missing`. */
export function isWord(test: Word): Word {
  const text = test.text.toLowerCase();
  return { ...test, text: text === 'null' ? 'missing' : text };
}

type KinNode = Extract<Expression, { kind: 'kin' }>;
const relations = ['ancestor', 'descendant', 'child', 'parent', 'sibling'] as const;

/** A condition on lineage. */
export function kin(
  span: Span,
  relation: string,
  of: readonly TextNode[] | Query,
  within: number | undefined,
  by: readonly Word[],
): KinNode {
  return {
    kind: 'kin',
    span,
    relation: relations.find((known) => known === relation.toLowerCase()) ?? 'child',
    of: 'kind' in of ? of : { kind: 'run-names', names: of },
    ...(within === undefined ? {} : { within }),
    by,
  };
}

const functionNames: ReadonlyMap<string, string> = new Map([
  ['avg', 'mean'],
  ['average', 'mean'],
  ['stddev', 'std'],
  ['variance', 'var'],
]);

/** A function under xt's name: `AVG` is `mean`. */
export function functionName(written: string): string {
  const name = written.toLowerCase();
  return functionNames.get(name) ?? name;
}

/** A call, the function under xt's name. */
export function call(span: Span, name: IToken, items: readonly Expression[]): Expression {
  return { kind: 'call', span, name: { ...leaf.word(name), text: functionName(name.image) }, arguments: items };
}

const extrema = ['best', 'min', 'max'] as const;

/** Which extremum a word names. */
export function extremum(image: string): (typeof extrema)[number] {
  return extrema.find((known) => known === image.toLowerCase()) ?? 'best';
}

/** A word that says how to match, as it was written. */
export function matchWord(token: IToken): string {
  return token.image;
}

/** An operand with what stands behind it. */
export function postfix(item: Expression, what: Point | Window | Smoothing, span: Span): Expression {
  if (!('kind' in what)) return { kind: 'smoothed', span, item, smoothing: what };
  switch (what.kind) {
    case 'range':
    case 'first':
    case 'last':
      return { kind: 'over', span, item, window: what };
    default:
      return { kind: 'at', span, item, point: what };
  }
}

/** A range, open where an end is missing. */
export function range(span: Span, from: RangeEnd | undefined, to: RangeEnd | undefined): Range {
  return { span, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

const operators: readonly Operator[] = ['+', '-', '*', '/', '%', '^', '//'];

/** The operator of a token; none for what stands before the first operand. */
export function operator(token: IToken | undefined): Operator | undefined {
  return token?.image === '**' ? '^' : operators.find((known) => known === token?.image);
}

/** `sort by x asc` is `sort by x`. */
export function withoutAsc({ direction, ...key }: SortKey): SortKey {
  return direction === 'desc' ? { ...key, direction } : key;
}
