import type { BoundExpression, BoundKey } from '../bind/bound.ts';
import type { StageValue } from '../plan/plan.ts';
import type { TableStage } from '../plan/table-plan.ts';
import { clauseValueKey, clickHouseValue, type Inputs } from './clickhouse-values.ts';
import { orderKey } from './forms-clickhouse.ts';
import { groupKey, rankOver } from './forms-groups.ts';
import { column, form, type Select, type SelectColumn, type Sql, value } from './sql.ts';

/** Rows that are no runs as a query, and how they are read. */
export interface ListedQuery {
  readonly query: Select;
  readonly inputs: Inputs;
  /** The columns that later stages read. */
  readonly kept: readonly string[];
  /** What rows are ordered by that are equal by all else. */
  readonly ties: readonly Sql[];
  /** What a value is compared by where that is not the value itself: keys with their own direction. */
  readonly keysOf?: (key: BoundKey) => readonly BoundKey[];
}

/** The rows after all stages, in order, with the columns that `shown` makes of them. */
export function chooseStages(
  rows: ListedQuery,
  stages: readonly TableStage[],
  shown: (inputs: Inputs) => readonly SelectColumn[],
): Select {
  const last = stages.at(-1);
  // What is computed of the last rows, and their order, need a stage of their own.
  const whole =
    last === undefined || last.values !== undefined ? [...stages, { where: [], keys: last?.keys ?? [] }] : stages;
  const before = whole.slice(0, -1).reduce(withStage, rows);
  const end = whole.at(-1) ?? { where: [], keys: [] };
  return chosen(before, end, shown(before.inputs));
}

/** What a stage leaves, with the values that it computes, as rows for the next. */
function withStage(rows: ListedQuery, stage: TableStage): ListedQuery {
  const kept = rows.kept.map((name) => ({ value: column(name) }));
  const { values = [] } = stage;
  // A window is computed after `where`, so both can stand in one statement.
  const query = chosen(rows, stage, [
    ...kept,
    ...values.map((each) => ({ value: rankOf(each, rows), as: `w${each.id}` })),
  ]);
  if (values.length === 0) return { ...rows, query };
  const names = new Map(values.map(({ id }) => [clauseValueKey(id), `w${id}`]));
  const inputs: Inputs = {
    column: (key) => {
      const name = names.get(key);
      return name === undefined ? rows.inputs.column(key) : column(name);
    },
  };
  return { ...rows, query, inputs, kept: [...rows.kept, ...names.values()] };
}

function chosen(rows: ListedQuery, stage: TableStage, columns: Select['columns']): Select {
  const of = (expression: BoundExpression) => clickHouseValue(expression, rows.inputs);
  const isCut = stage.limit !== undefined;
  const keys = stage.keys.flatMap((key) => orderTerms(key, rows));
  const groups = stage.keys.slice(0, stage.per ?? 0).flatMap((key) => alikeBy(key.expression, rows));
  return {
    kind: 'select',
    columns,
    from: { kind: 'query', query: rows.query },
    where: stage.where.map(of),
    ...(stage.values === undefined ? { order: [...keys, ...rows.ties].map((term) => ({ value: term })) } : {}),
    ...(isCut ? { limit: value('UInt64', stage.limit) } : {}),
    ...(groups.length > 0 ? { limitBy: groups } : {}),
  };
}

function orderTerms(key: BoundKey, rows: ListedQuery): readonly Sql[] {
  return (rows.keysOf?.(key) ?? [key]).map(({ expression, direction }) =>
    form((x) => orderKey(x ?? '', direction), clickHouseValue(expression, rows.inputs)),
  );
}

function alikeBy(expression: BoundExpression, rows: ListedQuery): readonly Sql[] {
  const parts = rows.keysOf?.({ expression, direction: 'asc' }) ?? [{ expression }];
  return parts.map((part) => alike(part.expression, rows.inputs));
}

/** The value by which rows are alike. */
export function alike(expression: BoundExpression, inputs: Inputs): Sql {
  return form((x) => groupKey(x ?? '', isNumber(expression)), clickHouseValue(expression, inputs));
}

/** Whether values are numbers, which may be NaN. */
export function isNumber({ type }: BoundExpression): boolean {
  return type === 'number' || type === 'time' || type === 'duration';
}

/** Missing and NaN have no place; they come last, so they take none from the others. */
function rankOf({ of }: StageValue, rows: ListedQuery): Sql {
  if (of.kind !== 'rank') throw new Error('a listing compares its rows with no run');
  const keys = orderTerms(of.key, rows);
  const per = of.per.flatMap((item) => alikeBy(item, rows));
  const own = clickHouseValue(of.key.expression, rows.inputs);
  const place = form((...items) => rankOver(items.slice(0, keys.length), items.slice(keys.length)), ...keys, ...per);
  const lacks = (x: string) => (isNumber(of.key.expression) ? `isNull(${x}) OR isNaN(${x})` : `isNull(${x})`);
  return form((x, rank) => `if(${lacks(x ?? '')}, NULL, ${rank})`, own, place);
}
