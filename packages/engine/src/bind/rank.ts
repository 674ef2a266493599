import type { Expression } from '@xt/grammar';
import type { BoundExpression } from './bound.ts';
import { forOrder } from './coercion.ts';
import { allBound } from './conditions.ts';
import { problem } from './diagnostics.ts';
import type { Environment } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { bindOrderKey } from './goals.ts';

type RankNode = Extract<Expression, { readonly kind: 'rank' }>;

/** Binds `rank(x per y)`, over the rows that reach the clause it stands in. */
export function bindRank(environment: Environment, node: RankNode): BoundExpression | undefined {
  const key = bindOrderKey(environment, node.key);
  const per = node.per.map((item) => bindExpression(environment, item));
  if (key === undefined || !allBound(per)) return undefined;
  const { values } = environment.row;
  if (values === undefined) {
    const hint = 'in `where`, `sort by` or `select` of the rows';
    environment.report(problem('not-a-series', node.span, { name: 'curves', found: 'a rank among the rows', hint }));
    return undefined;
  }
  return values.add({ kind: 'rank', key, per: per.map(forOrder) }, 'number', node.span);
}
