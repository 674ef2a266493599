import type { Expression } from '@xt/grammar';
import type { SeriesAggregate, seriesFunctions } from '../catalog/functions.ts';
import type { BoundExpression, MetricRef } from './bound.ts';
import type { CallNode } from './calls.ts';
import { bindCondition } from './conditions.ts';
import { problem } from './diagnostics.ts';
import { type Environment, placeholder, withoutGroups } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { findGoal } from './goals.ts';
import { bindSeries } from './series.ts';

type SeriesEntry = (typeof seriesFunctions)[number];

/** Binds a function of a series; after `group by`, of one value per run. */
export function bindSeriesCall(
  environment: Environment,
  node: CallNode,
  entry: SeriesEntry,
): BoundExpression | undefined {
  const [argument, ...more] = node.arguments;
  if (environment.row.groupKeys !== undefined) return bindOverRuns(environment, node, argument);
  if (argument === undefined) return reportUngrouped(environment, node, entry);
  for (const extra of more) bindExpression(environment, extra);
  if (entry.takes === 'points' || (entry.takes === 'series or points' && isCondition(argument))) {
    return bindOverPoints(environment, node, entry, argument);
  }
  const metric = bindSeries(environment, argument, entry.name);
  if (metric === undefined) return undefined;
  if (metric === 'composite') {
    environment.notYet(argument.span, 'a series that is computed point by point');
    return placeholder('number', node.span);
  }
  return bindAggregate(environment, node, entry, metric);
}

function bindAggregate(
  environment: Environment,
  node: CallNode,
  entry: SeriesEntry,
  metric: MetricRef,
): BoundExpression | undefined {
  const aggregate: SeriesAggregate | undefined =
    entry.name === 'best' ? bestOf(environment, node, metric) : entry.kept ? entry.name : undefined;
  if (aggregate === undefined && entry.name === 'best') return undefined;
  if (aggregate === undefined) {
    environment.notYet(node.span, `\`${entry.name}\``);
    return placeholder('number', node.span);
  }
  return { kind: 'aggregate', type: 'number', aggregate, metric, span: node.span };
}

function bestOf(environment: Environment, node: CallNode, metric: MetricRef): SeriesAggregate | undefined {
  const { name } = metric;
  return findGoal(environment, metric, node.arguments[0]?.span ?? node.span, `\`min(${name})\` or \`max(${name})\``);
}

/** `any`, `all` and `count` of a condition over the points. */
function bindOverPoints(
  environment: Environment,
  node: CallNode,
  entry: SeriesEntry,
  argument: Expression,
): BoundExpression | undefined {
  const condition = bindCondition(environment, argument);
  if (condition === undefined) return undefined;
  environment.notYet(node.span, `\`${entry.name}\` of a condition`);
  return placeholder(entry.name === 'count' ? 'number' : 'bool', node.span);
}

/** After `group by` the outermost function is over runs. */
function bindOverRuns(
  environment: Environment,
  node: CallNode,
  argument: Expression | undefined,
): BoundExpression | undefined {
  const item = argument === undefined ? undefined : bindExpression(withoutGroups(environment), argument);
  if (argument !== undefined && item === undefined) return undefined;
  environment.notYet(node.span, 'a function over runs');
  return placeholder('number', node.span);
}

function reportUngrouped(environment: Environment, node: CallNode, entry: SeriesEntry): undefined {
  const hint = '`group by` first, or alone: `select count()`';
  const found = `\`${entry.name}()\` counts the runs of a group`;
  environment.report(problem('not-aggregated', node.span, { name: entry.name, found, hint }));
}

function isCondition(node: Expression): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
    case 'not':
    case 'compare':
    case 'between':
    case 'in':
    case 'match':
    case 'is':
      return true;
    default:
      return false;
  }
}
