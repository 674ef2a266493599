import type { Expression, SortKey } from '@xt/grammar';
import { compareForSorting, isSame } from '../values/order.ts';
import { isNaNValue } from '../values/value.ts';
import { resolve } from './names.ts';
import { orderedValueOf } from './ordered.ts';
import { oneGoal, ownName, type Row, type Stage } from './run-values.ts';

type Rank = Extract<Expression, { readonly kind: 'rank' }>;

/** The place of a row among those of its stage: 1 is best, ties share and leave gaps; missing where the value is missing or NaN. */
export function rankOf({ key, per }: Rank, row: Row, stage: Stage): number | null {
  const own = orderedValueOf(key.expression, row, stage);
  if (own === null || isNaNValue(own)) return null;
  const descending = isDescending(key, stage);
  const rivals = stage.rows.filter((rival) =>
    per.every((each) => isSame(orderedValueOf(each, row, stage), orderedValueOf(each, rival, stage))),
  );
  const before = rivals.filter((rival) => {
    const value = orderedValueOf(key.expression, rival, stage);
    return value !== null && !isNaNValue(value) && compareForSorting(value, own, descending) < 0;
  });
  return before.length + 1;
}

/** Which way `top`, `rank` and `best run by` go: as they say, else by the goal of the one metric whose value it is, else the largest first. */
export function isDescending({ expression, direction }: SortKey, stage: Stage): boolean {
  if (direction !== undefined) return direction === 'desc';
  return isOneMetricsValue(expression, stage) ? oneGoal(expression, stage.scene) === 'max' : true;
}

const valueAggregates = ['last', 'first', 'best', 'min', 'max', 'mean', 'median', 'quantile'];

/** Whether it is a value of one metric, which has a goal. */
export function isOneMetricsValue(of: Expression, stage: Stage): boolean {
  switch (of.kind) {
    case 'path': {
      const [row] = stage.rows;
      const given = row !== undefined && ownName(of, row, stage) !== undefined;
      return !given && resolve(of, stage.scene).kind === 'metric';
    }
    case 'at':
    case 'over':
    case 'smoothed':
      return isOneMetricsValue(of.item, stage);
    case 'call': {
      const [item] = of.arguments;
      return item !== undefined && valueAggregates.includes(of.name.text) && isOneMetricsValue(item, stage);
    }
    default:
      return false;
  }
}
