import type { BoundExpression, BoundKey } from '../bind/bound.ts';
import type { RankKeys } from '../plan/rank-keys.ts';
import type { RowRank, TableStage } from '../plan/table-plan.ts';
import { clauseValueKey, clickHouseValue, type Inputs, isWhole, rowColumnKey } from './clickhouse-values.ts';
import { orderKey } from './forms-clickhouse.ts';
import { groupKey, rankOver } from './forms-groups.ts';
import { hasValue } from './has-value.ts';
import { column, type From, form, type Select, type SelectColumn, type Sql, value } from './sql.ts';

/** Rows that are no runs, and how they are read. */
export interface ListedRows {
  readonly from: From;
  readonly keyWhere?: readonly Sql[];
  /** Each column that may be read, by its name in a query of these rows. */
  readonly columns: ReadonlyMap<string, Sql>;
  /** The name of the column with the value of a key. */
  readonly nameOf: (key: string) => string;
  /** Whether the values of a key are whole numbers, which are never NaN. */
  readonly isWhole?: (key: string) => boolean;
  /** What rows are ordered by that are equal by all else: columns by their names, and terms that those make. */
  readonly ties: readonly Tie[];
  /** What a value is compared by where that is not the value itself: keys with their own direction. */
  readonly keysOf?: (key: BoundKey) => RankKeys | undefined;
}

interface Tie {
  readonly name: string;
  readonly term: (x: Sql) => Sql;
}

/** How rows are read: a column by its name, a value by its key. */
export interface ReadRows extends Inputs {
  readonly named: (name: string) => SelectColumn;
}

/** The rows as a query of all their columns. */
export function wholeQuery({ from, keyWhere, columns }: ListedRows): Select {
  const all = [...columns].map(([name, of]) => namedColumn(name, of));
  return { kind: 'select', columns: all, from, ...(keyWhere && { keyWhere }) };
}

/** Reads values off rows where they are. */
export function readRows(rows: ListedRows): ReadRows {
  const read = (name: string) => {
    const of = rows.columns.get(name);
    if (of === undefined) throw new Error(`no column \`${name}\` is listed`);
    return of;
  };
  return {
    column: (key) => read(rows.nameOf(key)),
    named: (name) => namedColumn(name, read(name)),
    ...(rows.isWhole && { isWhole: rows.isWhole }),
  };
}

function namedColumn(name: string, of: Sql): SelectColumn {
  const isPlain = of.kind === 'column' && of.table === undefined && of.name === name;
  return isPlain ? { value: of } : { value: of, as: name };
}

/** The rows after all stages, in order, with the columns that `shown` makes of them. */
export function chooseStages(
  rows: ListedRows,
  stages: readonly TableStage[],
  shown: (rows: ReadRows) => readonly SelectColumn[],
): Select {
  const last = stages.at(-1);
  // What is computed of the last rows, and their order, need a stage of their own.
  const whole =
    last === undefined || last.values !== undefined ? [...stages, { where: [], keys: last?.keys ?? [] }] : stages;
  const before = whole.slice(0, -1).reduce(withStage, rows);
  const end = whole.at(-1) ?? { where: [], keys: [] };
  return chosen(before, end, shown(readRows(before)));
}

/** What a stage leaves, with the values that it computes, as rows for the next. */
function withStage(rows: ListedRows, stage: TableStage): ListedRows {
  const { values = [] } = stage;
  const computed = new Map(values.map(({ id }) => [clauseValueKey(id), `w${id}`]));
  // A window is computed after `where`, so both can stand in one statement.
  const query = chosen(rows, stage, [
    ...[...rows.columns].map(([name, of]) => namedColumn(name, of)),
    ...values.map((each) => ({ value: rankOf(each, rows), as: `w${each.id}` })),
  ]);
  const { ties, keysOf, isWhole: whole } = rows;
  return {
    from: { kind: 'query', query },
    columns: plainColumns([...rows.columns.keys(), ...computed.values()]),
    nameOf: (key) => computed.get(key) ?? rows.nameOf(key),
    ties,
    ...(keysOf && { keysOf }),
    ...(whole && { isWhole: whole }),
  };
}

/** Columns that are read as they are called. */
export function plainColumns(names: readonly string[]): ReadonlyMap<string, Sql> {
  return new Map(names.map((name) => [name, column(name)]));
}

function chosen(rows: ListedRows, stage: TableStage, columns: Select['columns']): Select {
  const read = readRows(rows);
  const of = (expression: BoundExpression) => clickHouseValue(expression, read);
  const sorted = stage.keys.map(({ expression: key }) =>
    key.kind === 'row-column' ? rows.nameOf(rowColumnKey(key.column)) : undefined,
  );
  const others = rows.ties.filter(({ name }) => !sorted.includes(name));
  const ties = others.map(({ name, term }) => term(read.named(name).value));
  const isCut = stage.limit !== undefined;
  const keys = stage.keys.flatMap((key) => orderTerms(key, rows));
  const groups = stage.keys.slice(0, stage.per ?? 0).flatMap((key) => alikeBy(key.expression, rows));
  return {
    kind: 'select',
    columns,
    from: rows.from,
    ...(rows.keyWhere && { keyWhere: rows.keyWhere }),
    where: stage.where.map(of),
    ...(stage.values === undefined ? { order: [...keys, ...ties].map((term) => ({ value: term })) } : {}),
    ...(isCut ? { limit: value('UInt64', stage.limit) } : {}),
    ...(groups.length > 0 ? { limitBy: groups } : {}),
  };
}

function orderTerms(key: BoundKey, rows: ListedRows): readonly Sql[] {
  return (rows.keysOf?.(key)?.keys ?? [key]).map(({ expression, direction }) =>
    form((x) => orderKey(x ?? '', direction), clickHouseValue(expression, readRows(rows))),
  );
}

function alikeBy(expression: BoundExpression, rows: ListedRows): readonly Sql[] {
  const parts = rows.keysOf?.({ expression, direction: 'asc' })?.keys ?? [{ expression }];
  return parts.map((part) => alike(part.expression, readRows(rows)));
}

/** The value by which rows are alike. */
export function alike(expression: BoundExpression, inputs: Inputs): Sql {
  const mayBeNan = isNumber(expression) && !isWhole(expression, inputs);
  return form((x) => groupKey(x ?? '', mayBeNan), clickHouseValue(expression, inputs));
}

/** Whether values are numbers, which may be NaN. */
export function isNumber({ type }: BoundExpression): boolean {
  return type === 'number' || type === 'time' || type === 'duration';
}

/** Missing and NaN have no place; they come last, so they take none from the others. */
function rankOf(rank: RowRank, rows: ListedRows): Sql {
  const [key, ...others] = rank.keys;
  const own = key === undefined || others.length > 0 ? undefined : rows.keysOf?.(key);
  const { keys, has } = own ?? rank;
  const read = readRows(rows);
  const order = keys.flatMap((each) => orderTerms(each, rows));
  const per = rank.per.flatMap((item) => alikeBy(item, rows));
  const place = form((...items) => rankOver(items.slice(0, order.length), items.slice(order.length)), ...order, ...per);
  const values = keys.map(({ expression }) => clickHouseValue(expression, read));
  return form((x, found) => `if(${x}, ${found}, NULL)`, hasValue(has, values), place);
}
