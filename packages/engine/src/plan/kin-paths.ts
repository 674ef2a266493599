import type { BoundExpression, KinPath, MetricRef, OfKin } from '../bind/bound.ts';
import { children } from '../bind/children.ts';
import { metricsOf } from '../bind/point-series.ts';

/** Whether an expression needs a value of a parent or root. */
export function hasKin(expression: BoundExpression): boolean {
  return pathsIn(expression).length > 0;
}

/** The paths to relatives that expressions name, each once. */
export function kinPathsIn(expressions: readonly BoundExpression[]): readonly KinPath[] {
  return [...new Map(expressions.flatMap(pathsIn).map((path) => [path.join('.'), path])).values()];
}

function pathsIn(expression: BoundExpression): readonly KinPath[] {
  const own = namesIn(expression).flatMap(({ kin }) => (kin === undefined ? [] : [kin]));
  return [...own, ...children(expression).flatMap(pathsIn)];
}

function namesIn(expression: BoundExpression): readonly OfKin[] {
  switch (expression.kind) {
    case 'field':
      return [expression];
    case 'param':
    case 'tag':
    case 'list-element':
    case 'by-type':
      return [expression.key];
    case 'aggregate':
      return [expression.metric];
    case 'series-value':
      return metricsOf(expression.series).map(({ metric }): MetricRef => metric);
    default:
      return [];
  }
}
