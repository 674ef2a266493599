import { type Column, printExpression, type SortKey } from '@xt/grammar';
import type { BoundExpression } from './bound.ts';
import { problem } from './diagnostics.ts';
import { type Environment, withoutGroups } from './environment.ts';
import { bindOrderKey } from './goals.ts';

/** Binds `best run by …` of a group: a run's name. */
export function bindBestRun(
  environment: Environment,
  column: Extract<Column, { readonly kind: 'best-run' }>,
): BoundExpression | undefined {
  const { groups } = environment.row;
  const key = bindOrderKey(withoutGroups(environment), column.key);
  if (groups === undefined) {
    const found = '`best run by` chooses of the runs of a group';
    const hint = '`group by` first; the best runs themselves: `runs top 1 by …`';
    environment.report(problem('not-aggregated', column.span, { name: 'best run by', found, hint }));
    return undefined;
  }
  return key && groups.add({ kind: 'best-run', key }, 'text', printExpression(column.key.expression), column.span);
}

/** What its column is called without an `as`. */
export function nameOfBestRun({ expression, direction }: SortKey): string {
  return `best run by ${printExpression(expression)}${direction === undefined ? '' : ` ${direction}`}`;
}
