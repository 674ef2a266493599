import { type Expression, printExpression, type SortKey, type Span } from '@xt/grammar';
import type { Goal } from '../catalog/catalog.ts';
import { goalOf } from '../catalog/goal.ts';
import type { BoundExpression, BoundKey, MetricRef, PointSeries } from './bound.ts';
import { forOrder } from './coercion.ts';
import { describe } from './describe.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { singleMetric } from './point-series.ts';

/** The goal of a metric in all projects in reach; reports where there is none, or where projects differ. */
export function findGoal(environment: Environment, metric: MetricRef, span: Span, otherwise: string): Goal | undefined {
  const goals = metric.ids.map((id) => goalOf(environment.catalog, id, metric.name));
  const [first] = goals;
  const { name } = metric;
  if (first === undefined || goals.some((known) => known?.goal !== first.goal)) {
    const hint = `${otherwise}, or: \`xt project goal ${name} min\``;
    environment.report(problem('unknown-goal', span, { name, hint }));
    return undefined;
  }
  if (goals.some((known) => known?.from === 'name')) {
    environment.report(problem('goal-from-name', span, { name, as: first.goal }));
  }
  return first.goal;
}

/** The goal of the metric whose values a series has; reports where it is not known, or where they are computed. */
export function findGoalOfSeries(environment: Environment, series: PointSeries, node: Expression): Goal | undefined {
  const metric = singleMetric(series);
  const name = printExpression(node);
  const otherwise = `\`min(${name})\` or \`max(${name})\``;
  if (metric !== undefined) return findGoal(environment, metric, node.span, otherwise);
  environment.report(problem('unknown-goal', node.span, { name, hint: otherwise }));
  return undefined;
}

/**
 * Binds the key of `top`, `rank`, `best run by`: unless `asc` or `desc` says which way, by one metric's value it follows
 * the metric's goal, else the largest is first.
 */
export function bindOrderKey(environment: Environment, key: SortKey): BoundKey | undefined {
  const bound = bindExpression(environment, key.expression);
  if (bound === undefined) return undefined;
  if (bound.kind === 'constant') {
    environment.report(problem('constant-order', key.span, { found: describe(bound) }));
    return undefined;
  }
  const direction = directionOf(environment, key, bound);
  return direction && { expression: forOrder(bound), direction };
}

function directionOf(
  environment: Environment,
  key: SortKey,
  bound: BoundExpression,
): BoundKey['direction'] | undefined {
  if (key.direction !== undefined) return key.direction;
  const metric = metricOf(environment, bound);
  if (metric === undefined) return 'desc';
  const goal = findGoal(environment, metric, key.expression.span, '`asc` or `desc`');
  return goal === undefined ? undefined : goal === 'min' ? 'asc' : 'desc';
}

const valued: ReadonlySet<string> = new Set('last first min max mean median quantile at'.split(' '));

/** The metric that this is a value of, over runs too; undefined where it is a count, a sum, a step, a spread, or computed. */
export function metricOf(environment: Environment, bound: BoundExpression): MetricRef | undefined {
  switch (bound.kind) {
    case 'aggregate':
      return valued.has(bound.aggregate) ? bound.metric : undefined;
    case 'series-value':
      return valued.has(bound.of.kind) ? singleMetric(bound.series) : undefined;
    case 'row-column': {
      const known = environment.row.groups?.aggregates() ?? [];
      const of = known.find(({ name }) => name === bound.column)?.of;
      return of !== undefined && valued.has(of.kind) && 'item' in of ? metricOf(environment, of.item) : undefined;
    }
    default:
      return undefined;
  }
}
