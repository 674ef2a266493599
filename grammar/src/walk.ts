import type { Span } from './source.ts';
import type {
  Alias,
  Clause,
  Column,
  Expression,
  PathPart,
  Point,
  Query,
  Range,
  RangeEnd,
  Smoothing,
  SortKey,
  Source,
  Window,
  Word,
} from './syntax.ts';

/** Anything in the tree that has a place in the text. */
export type SyntaxNode =
  | Query
  | Source
  | Clause
  | SortKey
  | Column
  | Alias
  | Expression
  | PathPart
  | Smoothing
  | Point
  | Window
  | Range
  | RangeEnd
  | Word;

/** The nodes directly below a node, in the order of the text: every value in it that has a span. */
export function children(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  collect(Object.values(node), found);
  return found.length < 2 ? found : found.sort((a, b) => a.span.start - b.span.start);
}

/** Calls `visit` with a node and everything below it, in the order of the text, a node before its children. */
export function walk(root: SyntaxNode, visit: (node: SyntaxNode) => void): void {
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    visit(node);
    for (const child of children(node).toReversed()) open.push(child);
  }
}

function collect(values: readonly unknown[], found: SyntaxNode[]): void {
  for (const value of values) {
    if (typeof value !== 'object' || value === null || isSpan(value)) continue;
    if (isNode(value)) found.push(value);
    else collect(Object.values(value), found);
  }
}

function isNode(value: object): value is SyntaxNode {
  return 'span' in value;
}

function isSpan(value: object): value is Span {
  return 'start' in value;
}
