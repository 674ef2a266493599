import type { Expression } from '@xt/grammar';
import type { BoundExpression, BoundRuns } from './bound.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { bindSubquery } from './run-sets.ts';
import { findRuns } from './run-texts.ts';

type KinNode = Extract<Expression, { readonly kind: 'kin' }>;

/** Binds `descendant of …` and its like: the runs that it names must be there. */
export function bindKin(environment: Environment, node: KinNode): BoundExpression | undefined {
  const of = bindStart(environment, node.of);
  const { relation, within, span } = node;
  const walks = relation === 'ancestor' || relation === 'descendant';
  if (within !== undefined && !walks) {
    const hint = '`ancestor of` and `descendant of` have it';
    environment.report(problem('unexpected-within', span, { name: `${relation} of`, hint }));
    return undefined;
  }
  if (of === undefined) return undefined;
  const by = [...new Set(node.by.map((word) => word.text))];
  return {
    kind: 'kin',
    type: 'bool',
    relation,
    of,
    ...(within === undefined ? {} : { within }),
    ...(by.length === 0 ? {} : { by }),
    span,
  };
}

function bindStart(environment: Environment, of: KinNode['of']): readonly number[] | BoundRuns | undefined {
  if (of.kind === 'query') {
    const bound = bindSubquery(environment, of);
    return bound && { ...bound.query, columns: [] };
  }
  return findRuns(environment, of.names)?.map((run) => run.number);
}
