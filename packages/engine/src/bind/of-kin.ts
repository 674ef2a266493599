import type { BoundExpression, OfKin, PointSeries } from './bound.ts';
import { mapChildren } from './map-children.ts';

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

/** The same expression of the first logged parents and roots in a condition too, as a column shows it. */
export function ofFirstKin(expression: BoundExpression): BoundExpression {
  const mapped = mapChildren(expression, ofFirstKin);
  switch (mapped.kind) {
    case 'field':
      return withFirst(mapped);
    case 'param':
    case 'tag':
    case 'list-element':
    case 'by-type':
      return { ...mapped, key: withFirst(mapped.key) };
    case 'aggregate':
      return { ...mapped, metric: withFirst(mapped.metric) };
    case 'series-value':
      return { ...mapped, series: seriesOfFirst(mapped.series) };
    default:
      return mapped;
  }
}

function seriesOfFirst(series: PointSeries): PointSeries {
  switch (series.kind) {
    case 'metric':
      return { ...series, metric: withFirst(series.metric) };
    case 'window':
    case 'smoothed':
      return { ...series, of: seriesOfFirst(series.of) };
    case 'pointwise':
      return { ...series, of: series.of.map(seriesOfFirst) };
  }
}

function withFirst<T extends OfKin>(of: T): T {
  if (of.kin === undefined) return of;
  return {
    ...of,
    kin: of.kin.map((step) => (step === 'parent' || step === 'root' ? (`first-${step}` as const) : step)),
  };
}
