import type { BoundKey } from '../bind/bound.ts';
import type { ListRows } from '../plan/steps.ts';
import { orderKey, orderNumber } from './forms-postgres.ts';
import { postgresCondition } from './postgres-conditions.ts';
import type { Moment } from './postgres-fields.ts';
import { column, form, type Select, type SelectColumn, type Sql, value } from './sql.ts';

/** The clauses that Postgres is asked of the rows that it lists, and when. */
export interface AskedFirst extends Moment {
  readonly of: ListRows['first'];
}

/** The rows of a query after the first clauses, in their order, then in that of some columns. */
export function listedFirst(query: Select, by: readonly string[], first: AskedFirst | undefined): Select {
  const columns = query.columns.map(columnName);
  const of = first?.of;
  if (first === undefined || of === undefined || (of.where.kind === 'always' && of.order.length === 0)) {
    const own = query.columns.filter((_, index) => by.includes(columns[index] ?? ''));
    return { ...query, order: own.map((each) => ({ value: each.value })), ...limited(of) };
  }
  const sorted = of.order.flatMap(({ expression }) => (expression.kind === 'row-column' ? [expression.column] : []));
  const ties = by.filter((name) => !sorted.includes(name));
  return {
    kind: 'select',
    columns: columns.map((name) => ({ value: column(name, 'l') })),
    from: { kind: 'query', query, as: 'l' },
    where: of.where.kind === 'always' ? [] : [postgresCondition(of.where, { ...first, ofMany: false })],
    order: [...of.order.map(orderTerm), ...ties.map((name) => column(name, 'l'))].map((term) => ({ value: term })),
    ...limited(of),
  };
}

/** What a column of a query is called. */
export function columnName({ value: of, as }: SelectColumn): string {
  const name = as ?? (of.kind === 'column' ? of.name : undefined);
  if (name === undefined) throw new Error('a column has no name');
  return name;
}

function limited(of: AskedFirst['of']): Pick<Select, 'limit'> {
  return of?.limit === undefined ? {} : { limit: value('bigint', of.limit) };
}

function orderTerm({ expression, direction }: BoundKey): Sql {
  if (expression.kind !== 'row-column') throw new Error('Postgres is asked to sort by what it does not list');
  const order = expression.type === 'number' ? orderNumber : orderKey;
  return form((x) => order(x ?? '', direction), column(expression.column, 'l'));
}
