import type { SortKey, Span } from '@xt/grammar';
import type { Goal } from '../catalog/catalog.ts';
import { goalOf } from '../catalog/goal.ts';
import type { MetricRef } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { bindExpression } from './expressions.ts';

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

/** Checks the key of `top`, `rank`, `best run by`: by one metric's value they follow its goal unless told otherwise. */
export function checkOrderGoal(environment: Environment, key: SortKey): void {
  const bound = bindExpression(environment, key.expression);
  if (bound === undefined || key.direction !== undefined) return;
  if (bound.kind !== 'aggregate' && bound.kind !== 'at-step') return;
  // Counts and steps are no values of the metric: the largest comes first.
  const isValue = bound.kind === 'at-step' || !['count', 'argmin', 'argmax'].includes(bound.aggregate);
  if (isValue) findGoal(environment, bound.metric, key.expression.span, '`asc` or `desc`');
}
