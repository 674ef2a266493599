import type {
  BoundExpression,
  ConstantValue,
  MetricRef,
  PointSeries,
  SeriesFunction,
  SeriesWindow,
} from '../bind/bound.ts';
import { kinPrefix } from '../bind/print-bound-expression.ts';

/** A bound expression in the words of the language, every name with its kind and its ids. */
export function describeExpression(expression: BoundExpression): string {
  const of = describeExpression;
  switch (expression.kind) {
    case 'constant':
      return describeConstant(expression.value, expression.type);
    case 'field':
      return `${kinPrefix(expression)}run.${expression.field}`;
    case 'row-column':
      return `column.${expression.column}`;
    case 'clause-value':
      return `value ${expression.clause}`;
    case 'computed':
      return `step${expression.of}.${expression.index}`;
    case 'param':
    case 'tag':
      return `${kinPrefix(expression.key)}${expression.kind}s.${expression.key.name}${ids(expression.key.ids)} as ${expression.reading}`;
    case 'list-element':
      return `${kinPrefix(expression.key)}params.${expression.key.name}${ids(expression.key.ids)}[${expression.index}] as ${expression.reading}`;
    case 'by-type': {
      const branches = (['number', 'text', 'bool', 'list'] as const).flatMap((type) => {
        const branch = expression[type];
        return branch === undefined ? [] : [`${type}: ${of(branch)}`];
      });
      return `by type of ${kinPrefix(expression.key)}${expression.of}s.${expression.key.name}${ids(expression.key.ids)} (${branches.join('; ')})`;
    }
    case 'aggregate':
      return `${expression.aggregate}(${describeMetric(expression.metric)})`;
    case 'series-value':
      return `${describeFunction(expression.of)}(${describeSeries(expression.series)})`;
    case 'point':
      return `point ${expression.index}`;
    case 'arithmetic':
    case 'compare':
      return `(${of(expression.left)} ${expression.op} ${of(expression.right)})`;
    case 'negate':
      return `-${of(expression.item)}`;
    case 'call':
      return `${expression.function}(${expression.arguments.map(of).join(', ')})`;
    case 'and':
    case 'or':
      return `(${expression.items.map(of).join(` ${expression.kind} `)})`;
    case 'not':
      return `not ${of(expression.item)}`;
    case 'in':
      return `(${of(expression.item)} in (${expression.values.map((v) => describeConstant(v, expression.item.type)).join(', ')}))`;
    case 'match':
      return `(${of(expression.item)} ${expression.op} ${describeConstant(expression.pattern, 'text')})`;
    case 'is':
      return `(${of(expression.item)} is ${expression.test})`;
    case 'kin': {
      const { relation, of: runs, within, by } = expression;
      const most = within === undefined ? '' : ` within ${within}`;
      const kinds = by === undefined ? '' : ` by (${by.join(', ')})`;
      return `${relation} of ${'kind' in runs ? '(a query)' : `runs ${runs.join(', ')}`}${most}${kinds}`;
    }
    case 'in-set':
      return `in ${expression.of}`;
    case 'tagged':
      return `tagged '${expression.label}'`;
    case 'artifact-link':
      return `${expression.role}${expression.like ? ' like' : ''} '${expression.text}'`;
  }
}

function describeFunction(of: SeriesFunction): string {
  return of.kind === 'quantile' ? `quantile ${of.share} ` : of.kind;
}

/** A series in the words of the language; in one computed point by point, which series each point is of. */
export function describeSeries(series: PointSeries): string {
  switch (series.kind) {
    case 'metric':
      return describeMetric(series.metric);
    case 'window':
      return `${describeSeries(series.of)} over ${describeWindow(series.window)}`;
    case 'smoothed':
      return `${describeSeries(series.of)} smooth ${series.smoothing.method} ${series.smoothing.amount}`;
    case 'pointwise': {
      const points = series.of.map((each, index) => `point ${index}: ${describeSeries(each)}`);
      return `${describeExpression(series.value)} by step of ${points.join(', ')}`;
    }
  }
}

function describeWindow(window: SeriesWindow): string {
  if ('size' in window) return `${window.kind} ${window.size} ${window.by}`;
  const { kind, from, to } = window;
  return `${kind} ${from === undefined ? '' : describeExpression(from)}..${to === undefined ? '' : describeExpression(to)}`;
}

/** `metrics.val/acc#3`: a metric with the ids of its name. */
export function describeMetric(metric: MetricRef): string {
  return `${kinPrefix(metric)}metrics.${metric.name}${ids(metric.ids)}`;
}

function ids(numbers: readonly number[]): string {
  return numbers.map((id) => `#${id}`).join('');
}

function describeConstant(value: ConstantValue, type: BoundExpression['type']): string {
  if (value === null) return 'missing';
  if (typeof value === 'string') return `'${value}'`;
  if (type === 'time' && typeof value === 'number') return new Date(value / 1000).toISOString();
  return type === 'duration' ? `${value}s` : String(value);
}
