import type { Expression } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import type { BoundColumn } from './bound.ts';
import { forOutput } from './coercion.ts';
import { type Environment, muted } from './environment.ts';
import { bindExpression } from './expressions.ts';

/**
 * A column for each metric, param, tag and expression that stands as an operand of conditions or as an order, in order
 * of appearance; fields and constants have none.
 */
export function mentionsIn(environment: Environment, nodes: readonly Expression[]): readonly BoundColumn[] {
  if (environment.isMuted || environment.row.groups !== undefined) return [];
  const silent = muted(environment);
  return nodes.flatMap(operandsOf).flatMap((node) => {
    const bound = bindExpression(silent, node);
    if (bound === undefined || bound.kind === 'constant' || bound.kind === 'field') return [];
    return [{ name: printExpression(node), expression: forOutput(bound), span: node.span }];
  });
}

/** The first column of each name. */
export function firstOfEach(columns: readonly BoundColumn[]): readonly BoundColumn[] {
  const seen = new Set<string>();
  return columns.filter(({ name }) => {
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** What conditions compare or ask of, without the conditions themselves. */
function operandsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.items.flatMap(operandsOf);
    case 'not':
      return operandsOf(node.item);
    case 'compare':
      return [...operandsOf(node.left), ...operandsOf(node.right)];
    case 'between':
      return [node.item, node.low, node.high].flatMap(operandsOf);
    case 'in':
      return node.values.length > 100 ? operandsOf(node.item) : [node.item, ...node.values].flatMap(operandsOf);
    case 'match':
    case 'is':
      return operandsOf(node.item);
    case 'tagged':
    case 'artifact-link':
    case 'kin':
    case 'number':
    case 'duration':
    case 'text':
    case 'date':
    case 'literal':
    case 'ago':
      return [];
    default:
      return [node];
  }
}
