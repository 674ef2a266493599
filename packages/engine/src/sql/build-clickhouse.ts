import type { BoundExpression } from '../bind/bound.ts';
import { conditionsIn } from '../plan/normalize.ts';
import type { FetchFromClickHouse, FindInClickHouse, OrderInClickHouse } from '../plan/steps.ts';
import { inputsOf } from '../plan/storage.ts';
import { alike } from './choose-stages.ts';
import { type RowContext, type RunRows, runRows } from './clickhouse-rows.ts';
import { clickHouseCondition, clickHouseValue, type Inputs } from './clickhouse-values.ts';
import { orderKey } from './forms-clickhouse.ts';
import { rankOver } from './forms-groups.ts';
import { inClickHouseSet } from './run-sets.ts';
import {
  call,
  column,
  form,
  infix,
  postfix,
  type Query,
  raw,
  type SelectColumn,
  type Sql,
  slot,
  value,
} from './sql.ts';

/** The runs whose rows meet (with `unmet`: do not meet) the predicate. */
export function findInClickHouse(step: FindInClickHouse, context: RowContext): Query {
  const { columns: given = [] } = step;
  const { run, inputs, ...rows } = runRows(inputsOf([...conditionsIn(step.where), ...given]), context);
  const columns = givenColumns(given, inputs);
  const among = (of: number) => inClickHouseSet(of, context.form, run.value);
  const condition = clickHouseCondition(step.where, { ...inputs, among });
  const where = step.unmet ? infix('=', call('ifNull', condition, raw('0')), raw('0')) : condition;
  return { kind: 'select', columns: [run, ...columns], ...rows, where: [where] };
}

function givenColumns(given: readonly BoundExpression[], inputs: Inputs): readonly SelectColumn[] {
  return given.map((of, index) => ({ value: clickHouseValue(of, inputs), as: `v${index + 1}` }));
}

/** The candidates in order with their keys, as many as are asked for and those equal to the last of them. */
export function orderInClickHouse(step: OrderInClickHouse, context: RowContext): Query {
  const { columns: given = [] } = step;
  const keys = step.keys.map((key) => key.expression);
  const rows = runRows(inputsOf([...conditionsIn(step.where), ...keys, ...given]), context);
  const { run, inputs, ...from } = rows;
  const named = keys.map((key, index) => ({ value: clickHouseValue(key, inputs), as: `k${index + 1}` }));
  if (step.per !== undefined) return firstOfEach(step, step.per, rows, named);
  return {
    kind: 'select',
    columns: [run, ...named, ...givenColumns(given, inputs)],
    ...from,
    where: step.where.kind === 'always' ? withAnyKey(step, named) : [clickHouseCondition(step.where, inputs)],
    order: step.keys.map(({ direction }, index) => ({
      value: form((key) => orderKey(key ?? '', direction), column(`k${index + 1}`)),
    })),
    limit: slot('UInt64', { kind: 'count' }),
    ties: true,
  };
}

/** The first runs of each group, and those equal to the last of them, group by group. */
function firstOfEach(
  step: OrderInClickHouse,
  per: number,
  { run, inputs, ...from }: RunRows,
  named: readonly SelectColumn[],
): Query {
  const key = (index: number) =>
    form((x) => orderKey(x ?? '', step.keys[index]?.direction ?? 'asc'), column(`k${index + 1}`));
  const order = named.map((_, index) => key(index));
  const groups = step.keys.slice(0, per).map(({ expression }) => alike(expression, inputs));
  const parts = groups.map((value, index) => ({ value, as: `p${index + 1}` }));
  const within = order.slice(per);
  const rank = form(
    (...items) => rankOver(items.slice(0, within.length), items.slice(within.length)),
    ...within,
    ...parts.map(({ as }) => column(as)),
  );
  const names = named.map((_, index) => ({ value: column(`k${index + 1}`) }));
  const values: Query = { kind: 'select', columns: [run, ...named, ...parts], ...from };
  const ranked: Query = {
    kind: 'select',
    columns: [{ value: column('run') }, ...names, { value: rank, as: 'place' }],
    from: { kind: 'query', query: values },
  };
  return {
    kind: 'select',
    columns: [{ value: column('run') }, ...names],
    from: { kind: 'query', query: ranked },
    where: [infix('<=', column('place'), value('UInt64', step.limit ?? 0))],
    order: order.map((each) => ({ value: each })),
  };
}

/** Runs without any key tie with those that have no row, so they are left to them. */
function withAnyKey(step: OrderInClickHouse, keys: readonly SelectColumn[]): readonly Sql[] {
  if (!step.rest) return [];
  return [infix('OR', ...keys.map((key) => postfix(key.value, 'IS NOT NULL')))];
}

/** The values of columns by run. */
export function fetchFromClickHouse(step: FetchFromClickHouse, context: RowContext): Query {
  const { run, inputs, ...rows } = runRows(inputsOf(step.columns), context);
  const values = step.columns.map((expression, index) => ({ value: shown(expression, inputs), as: `v${index + 1}` }));
  return { kind: 'select', columns: [run, ...values], ...rows };
}

function shown(expression: BoundExpression, inputs: Parameters<typeof clickHouseValue>[1]): Sql {
  return clickHouseValue(expression, inputs);
}
