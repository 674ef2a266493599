import type { Span } from '@xt/grammar';
import type { BoundExpression, MetricRef, PointSeries } from './bound.ts';
import { children } from './children.ts';
import { metricsOf } from './point-series.ts';

/**
 * What tells the runs whose series, made of metrics, has NaN points. Where only values that are not finite could make
 * one, the runs that have any are found first, which takes no points.
 */
export function nanConditions(series: PointSeries, name: string, span: Span): readonly BoundExpression[] {
  const count = { kind: 'series-value', type: 'number', of: { kind: 'nan-count' }, series, name, span } as const;
  const own = isAbove(count, 0);
  if (makesNan(series)) return [own];
  const items = metricsOf(series).flatMap(({ metric }) => unusual(metric, span));
  return [{ kind: 'or', type: 'bool', items, span }, own];
}

/** NaN or infinities among the points of a metric: its least or greatest value is not finite, or some are NaN. */
function unusual(metric: MetricRef, span: Span): readonly BoundExpression[] {
  const infinite = (['min', 'max'] as const).map((aggregate): BoundExpression => {
    const item = { kind: 'aggregate', type: 'number', aggregate, metric, span } as const;
    const finite = { kind: 'is', type: 'bool', test: 'finite', item, span } as const;
    return { kind: 'not', type: 'bool', item: finite, span };
  });
  const series = { kind: 'metric', metric, span } as const;
  const of = { kind: 'nan-count' } as const;
  const nan = { kind: 'series-value', type: 'number', of, series, name: metric.name, span } as const;
  return [...infinite, isAbove(nan, 0)];
}

function isAbove(left: BoundExpression, value: number): BoundExpression {
  const { span } = left;
  const right = { kind: 'constant', type: 'number', value, span } as const;
  return { kind: 'compare', type: 'bool', op: '>', left, right, span };
}

/** Whether finite points alone can give NaN, as 0 / 0 is. */
function makesNan(series: PointSeries): boolean {
  switch (series.kind) {
    case 'metric':
      return false;
    case 'window':
    case 'smoothed':
      return makesNan(series.of);
    case 'pointwise':
      return series.of.some(makesNan) || computesNan(series.value);
  }
}

function computesNan(expression: BoundExpression): boolean {
  const { kind } = expression;
  if (kind === 'arithmetic' && ['/', '%', '^'].includes(expression.op)) return true;
  if (kind === 'call' && ['log', 'log10', 'sqrt', 'exp'].includes(expression.function)) return true;
  // Values of the run may be anything.
  const isPoint = kind === 'point' || kind === 'constant';
  const parts = children(expression);
  return parts.length === 0 || kind === 'series-value' ? !isPoint : parts.some(computesNan);
}
