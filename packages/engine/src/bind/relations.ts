import type { Expression } from '@xt/grammar';
import type { BoundExpression } from './bound.ts';
import { type Environment, placeholder } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { checkOrderGoal } from './goals.ts';
import { bindSubquery } from './run-sets.ts';
import { findRuns } from './run-texts.ts';

type NodeOf<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/** Checks `descendant of …` and its like: the runs that it names must be there. */
export function bindKin(environment: Environment, node: NodeOf<'kin'>): BoundExpression | undefined {
  const { of } = node;
  const known = of.kind === 'query' ? bindSubquery(environment, of) : findRuns(environment, of.names);
  if (known === undefined) return undefined;
  environment.notYet(node.span, `\`${node.relation} of\``);
  return placeholder('bool', node.span);
}

/** Checks `rank(x per y)`. */
export function bindRank(environment: Environment, node: NodeOf<'rank'>): BoundExpression | undefined {
  checkOrderGoal(environment, node.key);
  for (const item of node.per) bindExpression(environment, item);
  environment.notYet(node.span, '`rank`');
  return placeholder('number', node.span);
}
