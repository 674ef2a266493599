import type { BoundExpression } from '../bind/bound.ts';
import type { Predicate } from '../plan/plan.ts';
import type { FetchFromClickHouse, FindInClickHouse, OrderInClickHouse } from '../plan/steps.ts';
import { inputsOf } from '../plan/storage.ts';
import { clickHouseRows, type RowContext } from './clickhouse-rows.ts';
import { clickHouseCondition, clickHouseValue } from './clickhouse-values.ts';
import { orderKey } from './forms-clickhouse.ts';
import { call, column, form, infix, postfix, type Query, raw, type SelectColumn, type Sql, slot } from './sql.ts';

/** The runs whose rows meet (with `unmet`: do not meet) the predicate. */
export function findInClickHouse(step: FindInClickHouse, context: RowContext): Query {
  const { from, inputs } = clickHouseRows(inputsOf(conditionsIn(step.where)), context);
  const condition = clickHouseCondition(step.where, inputs);
  const where = step.unmet ? infix('=', call('ifNull', condition, raw('0')), raw('0')) : condition;
  return { kind: 'select', columns: [{ value: column('run') }], from, where: [where] };
}

/** The candidates in order with their keys, as many as are asked for and those equal to the last of them. */
export function orderInClickHouse(step: OrderInClickHouse, context: RowContext): Query {
  const keys = step.keys.map((key) => key.expression);
  const { from, inputs } = clickHouseRows(inputsOf([...conditionsIn(step.where), ...keys]), context);
  const named = keys.map((key, index) => ({ value: clickHouseValue(key, inputs), as: `k${index + 1}` }));
  return {
    kind: 'select',
    columns: [{ value: column('run') }, ...named],
    from,
    where: step.where.kind === 'always' ? withAnyKey(step, named) : [clickHouseCondition(step.where, inputs)],
    order: step.keys.map(({ direction }, index) => ({
      value: form((key) => orderKey(key ?? '', direction), column(`k${index + 1}`)),
    })),
    limit: slot('UInt64', { kind: 'count' }),
    ties: true,
  };
}

/** Runs without any key tie with those that have no row, so they are left to them. */
function withAnyKey(step: OrderInClickHouse, keys: readonly SelectColumn[]): readonly Sql[] {
  if (!step.rest) return [];
  return [infix('OR', ...keys.map(({ value }) => postfix(value, 'IS NOT NULL')))];
}

/** The values of columns by run. */
export function fetchFromClickHouse(step: FetchFromClickHouse, context: RowContext): Query {
  const { from, inputs } = clickHouseRows(inputsOf(step.columns), context);
  const values = step.columns.map((expression, index) => ({ value: shown(expression, inputs), as: `v${index + 1}` }));
  return { kind: 'select', columns: [{ value: column('run') }, ...values], from };
}

function shown(expression: BoundExpression, inputs: Parameters<typeof clickHouseValue>[1]): Sql {
  return clickHouseValue(expression, inputs);
}

/** The conditions at the leaves of a predicate. */
export function conditionsIn(predicate: Predicate): readonly BoundExpression[] {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return predicate.items.flatMap(conditionsIn);
    case 'leaf':
      return [predicate.condition];
    default:
      return [];
  }
}
