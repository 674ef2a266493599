import type { BoundExpression, BoundKey } from '../bind/bound.ts';
import { expressionsOfKeys, type GroupKey } from '../plan/group-keys.ts';
import type { RankKeys } from '../plan/rank-keys.ts';
import { itemsOf } from '../plan/split-groups.ts';
import type { GroupRows } from '../plan/steps.ts';
import { inputsOf } from '../plan/storage.ts';
import { artifactsToGroup } from './artifact-statements.ts';
import { alike, chooseStages, plainColumns } from './choose-stages.ts';
import { type RowContext, type RunRows, runRows } from './clickhouse-rows.ts';
import { clickHouseValue, type Inputs, rowColumnKey, typeName } from './clickhouse-values.ts';
import { orderKey } from './forms-clickhouse.ts';
import { type BandParts, type GroupValues, groupValues } from './group-values.ts';
import { call, column, form, type Query, type Select, type SelectColumn, type Sql } from './sql.ts';

/**
 * The groups that are left, in order: `v1`, `v2` … by place, the shown columns; of the ends of a band their mean, and
 * `s1` …, `k1` … its standard deviation and how many values it is of; `t1` … the types of those keys whose
 * values have several; `n1` … how many runs in all groups have NaN where aggregate 1 … passes over it.
 */
export function groupRows(step: GroupRows, context: RowContext): Query {
  const { artifacts } = step;
  const items = [...expressionsOfKeys(step.keys), ...step.aggregates.flatMap(itemsOf)];
  if (artifacts !== undefined) return groupsOf(step, artifactsToGroup(step, artifacts, items, context));
  return groupsOf(step, runRows(inputsOf(items), context));
}

/** What groups are made of and what becomes of them. */
type Grouping = Pick<GroupRows, 'keys' | 'aggregates' | 'stages' | 'columns'>;

function groupsOf(step: Grouping, rows: RunRows): Query {
  const keys = step.keys.map(readKey);
  const values = groupValues(step.aggregates, rows.inputs);
  const query = completed(groupedRows(keys, values, rows), values);
  const parts = keys.flatMap((key) => key.parts);
  const columns = new Map([
    ...keys.flatMap(keyColumns),
    ...step.aggregates.map(({ name }, index) => [rowColumnKey(name), `a${index + 1}`] as const),
  ]);
  const groups = {
    from: { kind: 'query', query } as const,
    columns: plainColumns([...new Set(query.columns.map(nameOf))]),
    nameOf: (key: string) => nameIn(columns, key),
    ties: parts.map(({ name }) => ({ name, term: (of: Sql) => form((x) => orderKey(x ?? '', 'asc'), of) })),
    keysOf: (key: BoundKey) => keysOf(key, keys),
  };
  return chooseStages(groups, step.stages, (after) => [
    ...step.columns.flatMap(({ expression }, index) => {
      const parts = expression.kind === 'row-column' ? values.parts.get(expression.column) : undefined;
      if (parts !== undefined) return partsOfBand(parts, index + 1);
      return [{ value: clickHouseValue(expression, after), as: `v${index + 1}` }];
    }),
    ...keys.flatMap(({ types }) => (types === undefined ? [] : [{ value: column(types) }])),
    ...values.nans.map((count) => ({ value: column(nameOf(count)) })),
  ]);
}

function partsOfBand({ mean, std, n }: BandParts, place: number): readonly SelectColumn[] {
  return [
    { value: column(mean), as: `v${place}` },
    { value: column(std), as: `s${place}` },
    { value: column(n), as: `k${place}` },
  ];
}

/** A key by its columns: of one type it is its only part, else it has its text, its type and a part by which it sorts for each. */
interface ReadKey {
  readonly key: GroupKey;
  /** Its name as a `row-column`. */
  readonly column: string;
  /** The column of its value. */
  readonly name: string;
  readonly types?: string;
  readonly parts: readonly { readonly name: string; readonly expression: BoundExpression }[];
}

function readKey(key: GroupKey, index: number): ReadKey {
  const place = index + 1;
  const name = `g${place}`;
  const shared = { key, column: `key ${place}`, name };
  if (key.parts.length === 1) return { ...shared, parts: [{ name, expression: key.shown }] };
  const parts = key.parts.map((expression, at) => ({ name: `${name}_${at + 1}`, expression }));
  return { ...shared, ...(key.type === undefined ? {} : { types: `t${place}` }), parts };
}

function keyColumns({ column: own, name, parts }: ReadKey): readonly (readonly [string, string])[] {
  return [
    [rowColumnKey(own), name],
    ...parts.map((part, index) => [rowColumnKey(`${own}.${index + 1}`), part.name] as const),
  ];
}

/** A key of several types sorts as numbers, then texts, then the others, whichever way those go among themselves. */
function keysOf(key: BoundKey, keys: readonly ReadKey[]): RankKeys | undefined {
  const { expression, direction } = key;
  const own = keys.find((each) => expression.kind === 'row-column' && each.column === expression.column);
  if (own === undefined || own.parts.length === 1) return undefined;
  const ofTypes = own.parts.map((part, index): BoundKey => {
    const { type, span } = part.expression;
    const read = { kind: 'row-column', type, column: `${own.column}.${index + 1}`, span } as const;
    return { expression: read, direction: own.types !== undefined && index === 0 ? 'asc' : direction };
  });
  return { keys: ofTypes, has: own.types === undefined ? 'any' : 'type' };
}

function groupedRows(
  keys: readonly ReadKey[],
  { items, direct, nans }: GroupValues,
  { from, keyWhere, run, inputs }: RunRows,
): Select {
  const parts = keys.flatMap((key) => key.parts);
  const each: Select = {
    kind: 'select',
    columns: [
      { value: run.value, as: 'id' },
      ...parts.map((part) => ({ value: alike(part.expression, inputs), as: part.name })),
      ...keys.flatMap((key) => (key.parts.length === 1 ? [] : mixedColumns(key, inputs))),
      ...items,
    ],
    from,
    ...(keyWhere && { keyWhere }),
  };
  return {
    kind: 'select',
    columns: [
      ...parts.map((part) => ({ value: column(part.name) })),
      ...keys.flatMap(({ name, types, parts }) =>
        (parts.length === 1 ? [] : types === undefined ? [name] : [name, types]).map((each) => {
          return { value: call('min', column(`${each}_all`)), as: each };
        }),
      ),
      ...direct,
      ...nans,
    ],
    from: { kind: 'query', query: each },
    ...(parts.length === 0 ? {} : { group: parts.map((part) => column(part.name)) }),
  };
}

/** The text of a value of any type, and its type where the text does not say it. */
function mixedColumns({ key, name, types }: ReadKey, inputs: Inputs): readonly SelectColumn[] {
  const shown = { value: clickHouseValue(key.shown, inputs), as: `${name}_all` };
  return key.type === undefined ? [shown] : [shown, { value: typeName(key.type, inputs), as: `${types}_all` }];
}

/** The same with the ends of bands, and the counts of NaN of all groups, before any is left out. */
function completed(query: Select, { widths, ends, nans }: GroupValues): Select {
  const wide = widths.length === 0 ? query : around(query, widths, []);
  const counts = nans.map(nameOf);
  const sums = counts.map((name) => ({ value: form((n) => `toFloat64(sum(${n}) OVER ())`, column(name)), as: name }));
  return ends.length + sums.length === 0 ? query : around(wide, [...ends, ...sums], counts);
}

/** A query around another: all its columns but some, and more. */
function around(query: Select, more: readonly SelectColumn[], without: readonly string[]): Select {
  const kept = query.columns.map(nameOf).filter((name) => !without.includes(name));
  const columns = [...kept.map((name) => ({ value: column(name) })), ...more];
  return { kind: 'select', columns, from: { kind: 'query', query } };
}

function nameOf({ value: of, as }: SelectColumn): string {
  const name = as ?? (of.kind === 'column' ? of.name : undefined);
  if (name === undefined) throw new Error('a column of groups has no name');
  return name;
}

function nameIn(columns: ReadonlyMap<string, string>, key: string): string {
  const name = columns.get(key);
  if (name === undefined) throw new Error(`groups have no column for \`${key}\``);
  return name;
}
