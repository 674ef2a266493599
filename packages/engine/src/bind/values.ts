import type { Expression, PathNode, Span } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import type { BoundExpression } from './bound.ts';
import { problem } from './diagnostics.ts';
import { type Environment, withoutGroups } from './environment.ts';
import type { Grouping } from './grouping.ts';
import { type ResolvedPath, resolvePath } from './paths.ts';
import { readPath } from './read-path.ts';

/** What a name is where it stands: a metric is its last value, but point by point its value at the point. */
export function asValue({ row }: Environment, resolved: ResolvedPath, span: Span): BoundExpression {
  if (resolved.kind === 'value') return resolved.expression;
  if (row.points !== undefined) {
    const index = row.points.add({ kind: 'metric', metric: resolved.metric, span });
    return { kind: 'point', type: 'number', index, span };
  }
  return { kind: 'aggregate', type: 'number', aggregate: 'last', metric: resolved.metric, span };
}

/** Binds a name that stands for one value per row; after `group by` it must be a key or an `as` name. */
export function bindPath(environment: Environment, node: PathNode): BoundExpression | undefined {
  const { groups, aliases } = environment.row;
  if (groups !== undefined && !aliases.has(readPath(node).whole)) return bindKeyPath(environment, groups, node);
  const resolved = resolvePath(environment, node);
  return resolved === undefined ? undefined : asValue(environment, resolved, node.span);
}

function bindKeyPath(environment: Environment, groups: Grouping, node: PathNode): BoundExpression | undefined {
  const bound = bindPath(withoutGroups(environment), node);
  if (bound === undefined) return undefined;
  const key = groups.keyOf(bound);
  return key === undefined
    ? reportNotAggregated(environment, node, bound.kind === 'aggregate')
    : { ...key, span: node.span };
}

/** Reports what has a value for each run where one for the group is wanted. */
export function reportNotAggregated(environment: Environment, node: Expression, isMetric: boolean): undefined {
  const name = printExpression(node);
  const inside = isMetric ? [`mean(${name})`, `best(${name})`] : [`count(${name})`];
  const hint = `${inside.map((text) => `\`${text}\``).join(', ')}, or a key of \`group by\``;
  const found = `\`${name}\` has a value for each run, not one for the group`;
  environment.report(problem('not-aggregated', node.span, { name, found, hint }));
}
