import type { RankInClickHouse } from '../plan/steps.ts';
import { inputsOf } from '../plan/storage.ts';
import { alike } from './choose-stages.ts';
import { clickHouseRows, type RowContext } from './clickhouse-rows.ts';
import { clickHouseValue } from './clickhouse-values.ts';
import { orderKey } from './forms-clickhouse.ts';
import { rankOver } from './forms-groups.ts';
import { hasValue } from './has-value.ts';
import { column, type From, form, infix, type Query, raw, type Select, type Sql, value } from './sql.ts';

/** The place of each run that has a value, as `v1`; of `first` runs alone without it. */
export function rankRuns(step: RankInClickHouse, context: RowContext): Query {
  const keys = step.keys.map((key) => key.expression);
  const { from, inputs } = clickHouseRows(inputsOf([...keys, ...step.per]), context);
  const values: Select = {
    kind: 'select',
    columns: [
      { value: column('run') },
      ...keys.map((key, index) => ({ value: clickHouseValue(key, inputs), as: `k${index + 1}` })),
      ...step.per.map((item, index) => ({ value: alike(item, inputs), as: `p${index + 1}` })),
    ],
    from,
  };
  const ranked: Select = {
    kind: 'select',
    columns: [{ value: column('run') }, { value: placeOf(step), as: 'v1' }],
    from: { kind: 'query', query: values },
    where: [
      hasValue(
        step.has,
        step.keys.map((_, index) => column(`k${index + 1}`)),
      ),
    ],
  };
  const all: From = { kind: 'query', query: ranked };
  const place = column('v1');
  if (step.first) {
    return { kind: 'select', columns: [{ value: column('run') }], from: all, where: [infix('=', place, raw('1'))] };
  }
  if (step.most === undefined) return ranked;
  const columns = [{ value: column('run') }, { value: place }];
  return { kind: 'select', columns, from: all, where: [infix('<=', place, value('Float64', step.most))] };
}

function placeOf({ keys, per }: RankInClickHouse): Sql {
  const order = keys.map(({ direction }, index) => form((x) => orderKey(x ?? '', direction), column(`k${index + 1}`)));
  const groups = per.map((_, index) => column(`p${index + 1}`));
  return form((...items) => rankOver(items.slice(0, order.length), items.slice(order.length)), ...order, ...groups);
}
