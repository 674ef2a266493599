import type { Diagnostic } from '../diagnostic.ts';
import { limits } from '../limits.ts';
import type { Span } from '../source.ts';
import type { Expression, Query } from '../syntax.ts';
import { problem } from './problem.ts';

/** Expressions that nest others; brackets without them are counted by the lexer. */
const nesting: ReadonlySet<string> = new Set<Expression['kind']>([
  ...(['and', 'or', 'not', 'compare', 'between', 'in', 'match', 'is', 'kin', 'arithmetic', 'negate'] as const),
  ...(['at', 'over', 'smoothed', 'when', 'call', 'rank'] as const),
]);

/** Thrown where parsing itself would go deeper than the limit. */
export class TooDeepError extends Error {
  readonly span: Span;

  constructor(span: Span) {
    super('the query nests too deep');
    this.span = span;
  }
}

/** What to say of nesting beyond the limit. */
export function tooDeepProblem(span: Span | undefined): Diagnostic {
  return problem('too-deep', span, { most: limits.nesting });
}

/** Says so if a tree nests deeper than the limit, so that every later stage may walk it by recursion. */
export function tooDeep(query: Query): Diagnostic | undefined {
  const nodes: object[] = [query];
  const depths: number[] = [0];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const depth = depths.pop() ?? 0;
    const nests = 'kind' in node && typeof node.kind === 'string' && nesting.has(node.kind);
    if (nests && depth > limits.nesting) return tooDeepProblem('span' in node ? (node.span as Span) : undefined);
    const below = nests ? depth + 1 : depth;
    // Without a list of the values of each node, which there are very many of.
    for (const key in node) {
      const child: unknown = node[key as keyof typeof node];
      // Spans and the leaves below these hold nothing that nests.
      if (typeof child !== 'object' || child === null || key === 'span' || isLeaf(child)) continue;
      nodes.push(child);
      depths.push(below);
    }
  }
  return undefined;
}

function isLeaf(node: object): boolean {
  if (!('kind' in node)) return false;
  const { kind } = node;
  if (kind === 'column' && 'expression' in node) return isLeaf(node.expression as object);
  return kind === 'number' || kind === 'text' || kind === 'path';
}
