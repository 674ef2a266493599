import type { BoundExpression } from './bound.ts';
import { mapExpressions } from './point-series.ts';

/** The same expression with other ones in place of those directly inside it; itself where it has none. */
export function mapChildren(
  expression: BoundExpression,
  map: (child: BoundExpression) => BoundExpression,
): BoundExpression {
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
      return expression;
    case 'by-type': {
      const { number, text, bool, list, typeName } = expression;
      return {
        ...expression,
        ...(number && { number: map(number) }),
        ...(text && { text: map(text) }),
        ...(bool && { bool: map(bool) }),
        ...(list && { list: map(list) }),
        ...(typeName && { typeName: map(typeName) }),
      };
    }
    case 'series-value':
      return { ...expression, series: mapExpressions(expression.series, map) };
    case 'arithmetic':
    case 'compare':
      return { ...expression, left: map(expression.left), right: map(expression.right) };
    case 'negate':
    case 'not':
    case 'in':
    case 'match':
    case 'is':
      return { ...expression, item: map(expression.item) };
    case 'call':
      return { ...expression, arguments: expression.arguments.map(map) };
    case 'and':
    case 'or':
      return { ...expression, items: expression.items.map(map) };
  }
}
