import type { BoundExpression, OfKin } from './bound.ts';

/** The same value of the run's parent or root. */
export function expressionOfKin(expression: BoundExpression, kin: 'parent' | 'root'): BoundExpression {
  switch (expression.kind) {
    case 'field':
      return ofKin(expression, kin);
    case 'param':
    case 'tag':
    case 'list-element':
      return { ...expression, key: ofKin(expression.key, kin) };
    case 'aggregate':
      return { ...expression, metric: ofKin(expression.metric, kin) };
    default:
      throw new Error(`a \`${expression.kind}\` is no name of a run`);
  }
}

/** The same name of the run's parent or root. */
export function ofKin<T extends OfKin>(of: T, kin: 'parent' | 'root'): T {
  return { ...of, kin: [kin, ...(of.kin ?? [])] };
}
