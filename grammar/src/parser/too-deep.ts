import type { Diagnostic } from '../diagnostic.ts';
import type { Query } from '../syntax.ts';
import { children, type SyntaxNode } from '../walk.ts';
import { limits } from './limits.ts';
import { problem } from './problems.ts';

/** Says so if a tree nests deeper than the limit, so that every later stage may walk it by recursion. */
export function tooDeep(query: Query): Diagnostic | undefined {
  const open: { readonly node: SyntaxNode; readonly depth: number }[] = [{ node: query, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (depth > limits.nesting) return problem('too-deep', node.span, { most: limits.nesting });
    for (const child of children(node)) open.push({ node: child, depth: depth + 1 });
  }
  return undefined;
}
