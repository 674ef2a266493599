import type { BoundExpression } from './bound.ts';
import { expressionsOf } from './point-series.ts';

/** The expressions directly inside one, in order. */
export function children(expression: BoundExpression): readonly BoundExpression[] {
  switch (expression.kind) {
    case 'constant':
    case 'field':
    case 'row-column':
    case 'clause-value':
    case 'computed':
    case 'param':
    case 'tag':
    case 'list-element':
    case 'aggregate':
    case 'point':
    case 'tagged':
    case 'kin':
    case 'in-set':
    case 'artifact-link':
      return [];
    case 'by-type':
      return [expression.number, expression.text, expression.bool, expression.list, expression.typeName].filter(
        (branch) => branch !== undefined,
      );
    case 'series-value':
      return expressionsOf(expression.series);
    case 'arithmetic':
    case 'compare':
      return [expression.left, expression.right];
    case 'negate':
    case 'not':
    case 'in':
    case 'match':
    case 'is':
      return [expression.item];
    case 'call':
      return expression.arguments;
    case 'and':
    case 'or':
      return expression.items;
  }
}
