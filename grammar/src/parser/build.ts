import type { IToken } from 'chevrotain';
import { durationSeconds, numberValue } from '../lex/values.ts';
import { cover, type Span, spanOf } from '../source.ts';
import type {
  Alias,
  Column,
  CompareOp,
  DateNode,
  DurationNode,
  Expression,
  LiteralNode,
  MatchOp,
  NumberNode,
  PathNode,
  PathPart,
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
  const items = parts.flatMap((part) => (part.kind === kind ? part.items : [part]));
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

export type Comparison = Extract<Expression, { kind: 'compare' }>;

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

export function call(span: Span, name: IToken, items: readonly Expression[]): Expression {
  return { kind: 'call', span, name: { ...word(name), text: functionName(name.image) }, arguments: items };
}

const extrema = ['best', 'min', 'max'] as const;

export function extremum(image: string): (typeof extrema)[number] {
  return extrema.find((known) => known === image.toLowerCase()) ?? 'best';
}

/** A word that says how to match, as it was written. */
export function matchWord(token: IToken): string {
  return token.image;
}

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

export function range(span: Span, from: RangeEnd | undefined, to: RangeEnd | undefined): Range {
  return { span, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

const operators: readonly Operator[] = ['+', '-', '*', '/', '%', '^', '//'];

export function operator(token: IToken | undefined): Operator | undefined {
  return token?.image === '**' ? '^' : operators.find((known) => known === token?.image);
}

export function number(token: IToken): NumberNode {
  return { kind: 'number', span: spanOf(token), value: numberValue(token.image), text: token.image };
}

export function count(token: IToken): number {
  return numberValue(token.image);
}

/** A count, and its text where that is not plain. */
export function counted(token: IToken): { readonly count: number; readonly text?: string } {
  const value = count(token);
  return String(value) === token.image ? { count: value } : { count: value, text: token.image };
}

export function duration(token: IToken): DurationNode {
  return { kind: 'duration', span: spanOf(token), seconds: durationSeconds(token.image), text: token.image };
}

export function date(token: IToken): DateNode {
  return { kind: 'date', span: spanOf(token), text: token.image };
}

export function percent(token: IToken): { readonly span: Span; readonly percent: number; readonly text: string } {
  return { span: spanOf(token), percent: numberValue(token.image.slice(0, -1)), text: token.image };
}

/** The number that a foreign `93%` means. */
export function share(token: IToken): NumberNode {
  const text = String(Number((numberValue(token.image.slice(0, -1)) / 100).toPrecision(15)));
  return { kind: 'number', span: spanOf(token), value: Number(text), text };
}

const literals = ['true', 'false', 'nan', 'inf', 'now', 'today', 'yesterday'] as const;

export function literal(token: IToken): LiteralNode {
  const image = token.image.toLowerCase();
  return { kind: 'literal', span: spanOf(token), name: literals.find((known) => known === image) ?? 'nan' };
}

export function text(token: IToken): TextNode {
  return { kind: 'text', span: spanOf(token), value: unquoted(token.image) };
}

export function word(token: IToken): Word {
  return { kind: 'word', span: spanOf(token), text: token.image };
}

/** A word of a fixed list, such as a smoothing: case says nothing. */
export function lower(written: Word): Word {
  return { ...written, text: written.text.toLowerCase() };
}

export function plainPart(token: IToken): PathPart {
  return { kind: 'plain', span: spanOf(token), text: token.image };
}

export function quotedPart(token: IToken): PathPart {
  return { kind: 'quoted', span: spanOf(token), text: unquoted(token.image) };
}

/** `config.lr` is `params.lr`, and `parent.config.lr` is `parent.params.lr`. */
export function path(span: Span, parts: readonly PathPart[]): PathNode {
  const [first, ...more] = parts;
  if (first?.kind !== 'plain') return { kind: 'path', span, parts };
  return { kind: 'path', span, parts: [{ ...first, text: withoutConfig(first.text, more.length > 0) }, ...more] };
}

/** `config.` at the start of a name as `params.`; a lone `config` only where more of the name follows. */
export function withoutConfig(name: string, followed: boolean): string {
  return name.replace(
    followed ? /^((?:run|parent|root)\.)?config(?=\.|$)/ : /^((?:run|parent|root)\.)?config(?=\.)/,
    '$1params',
  );
}

/** A node that is nothing but its word. */
export function keywordNode<K extends string>(kind: K, token: IToken): { readonly kind: K; readonly span: Span } {
  return { kind, span: spanOf(token) };
}

/** `sort by x asc` is `sort by x`. */
export function withoutAsc({ direction, ...key }: SortKey): SortKey {
  return direction === 'desc' ? { ...key, direction } : key;
}

export function prefixColumns(token: IToken): Column {
  return { kind: 'prefix-columns', span: spanOf(token), prefix: withoutConfig(token.image.slice(0, -2), true) };
}

export function alias(token: IToken): Alias {
  return { span: spanOf(token), name: token.image };
}

export function quotedAlias(token: IToken): Alias {
  return { span: spanOf(token), name: unquoted(token.image) };
}

function unquoted(image: string): string {
  const quote = image.charAt(0);
  const closed = image.length > 1 && image.endsWith(quote);
  return image.slice(1, closed ? -1 : undefined).replaceAll(quote + quote, quote);
}
