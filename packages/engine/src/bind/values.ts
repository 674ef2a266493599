import type { PathNode, Span } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import type { BoundExpression } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { type ResolvedPath, resolvePath } from './paths.ts';
import { readPath } from './read-path.ts';

/** What a name is as one value per row: a metric is its last value. */
export function asValue(resolved: ResolvedPath, span: Span): BoundExpression {
  if (resolved.kind === 'value') return resolved.expression;
  return { kind: 'aggregate', type: 'number', aggregate: 'last', metric: resolved.metric, span };
}

/** Binds a name that stands for one value per row; after `group by` it must be a key or an `as` name. */
export function bindPath(environment: Environment, node: PathNode): BoundExpression | undefined {
  const resolved = resolvePath(environment, node);
  if (resolved === undefined) return undefined;
  const { row } = environment;
  const name = printExpression(node);
  if (row.groupKeys !== undefined && !row.aliases.has(readPath(node).whole)) {
    const inside = resolved.kind === 'metric' ? [`mean(${name})`, `best(${name})`] : [`count(${name})`];
    const hint = `${inside.map((text) => `\`${text}\``).join(', ')}, or a key of \`group by\``;
    const found = `\`${name}\` has a value for each run, not one for the group`;
    environment.report(problem('not-aggregated', node.span, { name, found, hint }));
    return undefined;
  }
  return asValue(resolved, node.span);
}
