import type { Span } from '@xt/grammar';
import type { BoundExpression, MetricRef, PointSeries } from './bound.ts';
import { children } from './children.ts';
import { metricsOf } from './point-series.ts';

/**
 * What tells the runs whose series, made of metrics, has NaN points. Where summaries tell which runs can have any, those
 * are found first, which takes no points.
 */
export function nanConditions(series: PointSeries, name: string, span: Span): readonly BoundExpression[] {
  const count = { kind: 'series-value', type: 'number', of: { kind: 'nan-count' }, series, name, span } as const;
  const own = isAbove(count, 0);
  const made = nanMadeIn(series, span);
  if (made === undefined) return [own];
  const items = [...metricsOf(series).flatMap(({ metric }) => unusual(metric, span)), ...made];
  return [{ kind: 'or', type: 'bool', items, span }, own];
}

/** NaN or infinities among the points of a metric: its least or greatest value is not finite, or some are NaN. */
function unusual(metric: MetricRef, span: Span): readonly BoundExpression[] {
  const infinite = extremes(metric, span).map((item): BoundExpression => {
    const finite = { kind: 'is', type: 'bool', test: 'finite', item, span } as const;
    return { kind: 'not', type: 'bool', item: finite, span };
  });
  const series = { kind: 'metric', metric, span } as const;
  const of = { kind: 'nan-count' } as const;
  const nan = { kind: 'series-value', type: 'number', of, series, name: metric.name, span } as const;
  return [...infinite, isAbove(nan, 0)];
}

function isAbove(left: BoundExpression, value: number): BoundExpression {
  return compared(left, '>', value);
}

function compared(left: BoundExpression, op: '<' | '<=' | '>' | '>=', value: number): BoundExpression {
  const { span } = left;
  const right = { kind: 'constant', type: 'number', value, span } as const;
  return { kind: 'compare', type: 'bool', op, left, right, span };
}

/** Conditions of which one holds where finite points give NaN, as 0 / 0 is; undefined where summaries do not tell. */
function nanMadeIn(series: PointSeries, span: Span): readonly BoundExpression[] | undefined {
  switch (series.kind) {
    case 'metric':
      return [];
    case 'window':
    case 'smoothed':
      return nanMadeIn(series.of, span);
    case 'pointwise':
      return all([...series.of.map((each) => nanMadeIn(each, span)), nanMadeBy(series.value, series.of, span)]);
  }
}

type Found = readonly BoundExpression[] | undefined;

function all(parts: readonly Found[]): Found {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function nanMadeBy(expression: BoundExpression, series: readonly PointSeries[], span: Span): Found {
  switch (expression.kind) {
    case 'point':
      return [];
    // Infinity alone makes none, but with 0 or another infinity; summaries of finite points do not tell.
    case 'constant':
      return typeof expression.value === 'number' && !Number.isFinite(expression.value) ? undefined : [];
    // A value of the run may be anything.
    case 'series-value':
      return undefined;
    case 'arithmetic': {
      const { op, left, right } = expression;
      if (op === '^') return undefined;
      const parts = [left, right].map((each) => nanMadeBy(each, series, span));
      return op === '/' || op === '%' ? all([...parts, zeroIn(right, series, span)]) : all(parts);
    }
    case 'call': {
      const [item] = expression.arguments;
      if (expression.function === 'exp' || item === undefined) return undefined;
      const parts = expression.arguments.map((each) => nanMadeBy(each, series, span));
      if (expression.function === 'sqrt') return all([...parts, belowIn('<', item, series, span)]);
      // The logarithm of 0 is infinite, of which others may make NaN.
      const isLogarithm = expression.function === 'log' || expression.function === 'log10';
      return isLogarithm ? all([...parts, belowIn('<=', item, series, span)]) : all(parts);
    }
    default: {
      const parts = children(expression);
      return parts.length === 0 ? undefined : all(parts.map((part) => nanMadeBy(part, series, span)));
    }
  }
}

/** When a divisor may be 0. */
function zeroIn(divisor: BoundExpression, series: readonly PointSeries[], span: Span): Found {
  if (divisor.kind === 'constant') return typeof divisor.value === 'number' && divisor.value !== 0 ? [] : undefined;
  const metric = metricAt(divisor, series);
  if (metric === undefined) return undefined;
  const [min, max] = extremes(metric, span);
  return [{ kind: 'and', type: 'bool', items: [compared(min, '<=', 0), compared(max, '>=', 0)], span }];
}

/** When what a root or a logarithm is of may be below 0, or 0. */
function belowIn(op: '<' | '<=', item: BoundExpression, series: readonly PointSeries[], span: Span): Found {
  const metric = metricAt(item, series);
  return metric === undefined ? undefined : [compared(extremes(metric, span)[0], op, 0)];
}

/** The metric whose points, or some of them, a value is. */
function metricAt(of: BoundExpression, series: readonly PointSeries[]): MetricRef | undefined {
  if (of.kind !== 'point') return undefined;
  let base = series[of.index];
  while (base?.kind === 'window') base = base.of;
  return base?.kind === 'metric' && base.ofRun === undefined ? base.metric : undefined;
}

function extremes(metric: MetricRef, span: Span) {
  const of = (aggregate: 'min' | 'max') => ({ kind: 'aggregate', type: 'number', aggregate, metric, span }) as const;
  return [of('min'), of('max')] as const;
}
