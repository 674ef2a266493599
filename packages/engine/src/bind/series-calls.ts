import { type Expression, printExpression } from '@xt/grammar';
import type { seriesFunctions } from '../catalog/functions.ts';
import type { BoundExpression, PointSeries, SeriesFunction } from './bound.ts';
import type { CallNode } from './calls.ts';
import { coerce } from './coercion.ts';
import { bindCondition } from './conditions.ts';
import { describe } from './describe.ts';
import { problem } from './diagnostics.ts';
import { type Environment, withoutPoints } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { findGoalOfSeries } from './goals.ts';
import { bindOverRuns } from './over-runs.ts';
import { bindSeries, collectPoints, ofNumbers, reportNoSeries } from './points.ts';
import { valueOfSeries } from './series-values.ts';

type SeriesEntry = (typeof seriesFunctions)[number];

/** Binds a function of a series; after `group by`, of one value per run. */
export function bindSeriesCall(
  environment: Environment,
  node: CallNode,
  entry: SeriesEntry,
): BoundExpression | undefined {
  const [argument, ...more] = node.arguments;
  const { groups } = environment.row;
  if (groups !== undefined) return bindOverRuns(environment, groups, node);
  if (argument === undefined) return reportUngrouped(environment, node, entry);
  const { span } = node;
  switch (entry.name) {
    case 'any':
    case 'all':
      return bindOverPoints(environment, node, entry.name, argument);
    case 'count':
      return bindCount(environment, node, argument);
    case 'quantile': {
      const series = bindSeries(environment, argument, entry.name);
      const share = bindShare(withoutPoints(environment), more[0] ?? argument);
      if (series === undefined || share === undefined) return undefined;
      return valueOfSeries({ kind: 'quantile', share }, series, 'number', span, printExpression(argument));
    }
    default: {
      const series = bindSeries(environment, argument, entry.name);
      const of = series === undefined ? undefined : functionOf(environment, entry.name, series, argument);
      return series === undefined || of === undefined
        ? undefined
        : valueOfSeries(of, series, 'number', span, printExpression(argument));
    }
  }
}

/** `best` is the least or the greatest. */
function functionOf(
  environment: Environment,
  name: Exclude<SeriesEntry['name'], 'any' | 'all' | 'count' | 'quantile'>,
  series: PointSeries,
  argument: Expression,
): SeriesFunction | undefined {
  if (name !== 'best') return { kind: name };
  const goal = findGoalOfSeries(environment, series, argument);
  return goal === undefined ? undefined : { kind: goal };
}

/** Points, or those at which a condition holds. */
function bindCount(environment: Environment, node: CallNode, argument: Expression): BoundExpression | undefined {
  const found = collectPoints(environment, (inside) => bindExpression(inside, argument));
  if (found === undefined) return undefined;
  if (!('series' in found)) return reportNoSeries(environment, argument, found.value, 'count');
  if (found.value.type === 'bool')
    return valueOfSeries({ kind: 'count-true' }, found.series, 'number', node.span, printExpression(argument));
  const series = ofNumbers(environment, found);
  return series === undefined
    ? undefined
    : valueOfSeries({ kind: 'count' }, series, 'number', node.span, printExpression(argument));
}

/** `any` and `all` of a condition over the points. */
function bindOverPoints(
  environment: Environment,
  node: CallNode,
  name: 'any' | 'all',
  argument: Expression,
): BoundExpression | undefined {
  const found = collectPoints(environment, (inside) => bindCondition(inside, argument));
  if (found === undefined) return undefined;
  if (!('series' in found)) return reportNoSeries(environment, argument, found.value, name);
  return valueOfSeries({ kind: name }, found.series, 'bool', node.span, printExpression(argument));
}

/** The second argument of `quantile`. */
function bindShare(environment: Environment, node: Expression): number | undefined {
  const bound = bindExpression(environment, node);
  const share = bound === undefined ? undefined : coerce(environment, bound, 'number');
  if (share === undefined) return undefined;
  if (share.kind === 'constant' && typeof share.value === 'number' && share.value >= 0 && share.value <= 1) {
    return share.value;
  }
  const found = share.kind === 'constant' ? describe(share) : `\`${printExpression(node)}\``;
  const hint = 'as in `quantile(val.acc, 0.9)`';
  environment.report(problem('out-of-range', node.span, { expected: 'a constant from 0 to 1', found, hint }));
  return undefined;
}

function reportUngrouped(environment: Environment, node: CallNode, entry: SeriesEntry): undefined {
  const hint = '`group by` first, or alone: `select count()`';
  const found = `\`${entry.name}()\` counts the runs of a group`;
  environment.report(problem('not-aggregated', node.span, { name: entry.name, found, hint }));
}
