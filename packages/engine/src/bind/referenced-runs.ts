import { type Query, type SyntaxNode, type TextNode, walk } from '@xt/grammar';

/**
 * The texts of a query that name runs (`run 'x'`, `vs 'x'`, `of 'x'`, `relative to run 'x'`), each once: what must be
 * looked up before it can be bound.
 */
export function referencedRuns(query: Query): readonly string[] {
  const texts = new Set<string>();
  walk(query, (node) => {
    for (const text of textsOf(node)) texts.add(text.value);
  });
  return [...texts];
}

function textsOf(node: SyntaxNode): readonly TextNode[] {
  if (!('kind' in node)) return [];
  switch (node.kind) {
    case 'run':
      return node.names;
    case 'kin':
      return node.of.kind === 'run-names' ? node.of.names : [];
    case 'vs':
    case 'relative':
      return [node.base];
    default:
      return [];
  }
}
