import type { BoundExpression, BoundKey } from '../bind/bound.ts';
import { seriesFrom, studentQuantiles } from '../local/student-t.ts';
import { itemsOf, partsOfKey } from '../plan/split-groups.ts';
import type { GroupedValue, GroupRows } from '../plan/steps.ts';
import { inputsOf, storedKey } from '../plan/storage.ts';
import { artifactsToGroup } from './artifact-statements.ts';
import { alike, chooseStages, isNumber } from './choose-stages.ts';
import { clickHouseRows, type RowContext } from './clickhouse-rows.ts';
import { clickHouseValue, type Inputs, rowColumnKey } from './clickhouse-values.ts';
import { orderKey } from './forms-clickhouse.ts';
import { bandOverRuns, bestRuns, conditionOverRuns, firstRun, overRuns, quantileOverRuns } from './forms-groups.ts';
import {
  call,
  column,
  type From,
  form,
  type Query,
  raw,
  type Select,
  type SelectColumn,
  type Sql,
  value,
} from './sql.ts';

/**
 * The groups that are left, in order: `v1`, `v2` … by place, the shown columns; `t1` … the types of those keys whose
 * values have several; `n1` … how many runs in all groups have NaN where aggregate 1 … passes over it.
 */
export function groupRows(step: GroupRows, context: RowContext): Query {
  const parts = step.keys.flatMap(partsOfKey);
  const { artifacts } = step;
  const items = [...step.keys, ...parts, ...step.aggregates.flatMap(itemsOf)];
  if (artifacts !== undefined) return groupsOf(step, artifactsToGroup(step, artifacts.stages, items, context), 'run');
  return groupsOf(step, clickHouseRows(inputsOf(items), context), 'run');
}

/** What groups are made of and what becomes of them. */
export type Grouping = Pick<GroupRows, 'keys' | 'aggregates' | 'stages' | 'columns'>;

/** The same of any rows; `id` is the column of a number that each has of its own. */
export function groupsOf(step: Grouping, rows: SingleRows, id: string): Query {
  const keys = step.keys.map(readKey);
  const query = withNanCounts(groupedRows(step, keys, rows, id), step);
  const parts = keys.flatMap((key) => key.parts);
  const columns = new Map([
    ...keys.flatMap(keyColumns),
    ...step.aggregates.map(({ name }, index) => [rowColumnKey(name), `a${index + 1}`] as const),
  ]);
  const inputs: Inputs = { column: (key) => column(nameIn(columns, key)) };
  const groups = {
    query,
    inputs,
    kept: [...new Set(query.columns.map(nameOf))],
    ties: parts.map((part) => form((x) => orderKey(x ?? '', 'asc'), column(part.name))),
    keysOf: (key: BoundKey) => keysOf(key, keys),
  };
  return chooseStages(groups, step.stages, (after) => [
    ...step.columns.map(({ expression }, index) => ({
      value: clickHouseValue(expression, after),
      as: `v${index + 1}`,
    })),
    ...keys.flatMap(({ types }) => (types === undefined ? [] : [{ value: column(types) }])),
    ...nanCounts(step).map((name) => ({ value: column(name) })),
  ]);
}

/** A key by its columns: of one type it is its only part, else it has its text, its type and a part by which it sorts for each. */
interface ReadKey {
  readonly expression: BoundExpression;
  /** Its name as a `row-column`. */
  readonly column: string;
  /** The column of its value. */
  readonly name: string;
  readonly types?: string;
  readonly parts: readonly { readonly name: string; readonly expression: BoundExpression }[];
}

function readKey(expression: BoundExpression, index: number): ReadKey {
  const place = index + 1;
  const name = `g${place}`;
  const [only, ...more] = partsOfKey(expression);
  const shared = { expression, column: `key ${place}`, name };
  if (only === undefined || more.length === 0) return { ...shared, parts: [{ name, expression }] };
  const parts = [only, ...more].map((part, at) => ({ name: `${name}_${at + 1}`, expression: part }));
  return { ...shared, types: `t${place}`, parts };
}

function keyColumns({ column: own, name, parts }: ReadKey): readonly (readonly [string, string])[] {
  return [
    [rowColumnKey(own), name],
    ...parts.map((part, index) => [rowColumnKey(`${own}.${index + 1}`), part.name] as const),
  ];
}

/** A key of several types sorts as numbers, then texts, then the others, whichever way those go among themselves. */
function keysOf(key: BoundKey, keys: readonly ReadKey[]): readonly BoundKey[] {
  const { expression, direction } = key;
  const own = keys.find((each) => expression.kind === 'row-column' && each.column === expression.column);
  if (own === undefined || own.parts.length === 1) return [key];
  return own.parts.map((part, index) => {
    const { type, span } = part.expression;
    const read = { kind: 'row-column', type, column: `${own.column}.${index + 1}`, span } as const;
    return { expression: read, direction: index === 0 ? 'asc' : direction };
  });
}

/** Rows that are not grouped yet, and how their columns are read. */
export interface SingleRows {
  readonly from: From;
  readonly inputs: Inputs;
}

function groupedRows(step: Grouping, keys: readonly ReadKey[], { from, inputs }: SingleRows, id: string): Select {
  const itemColumns = step.aggregates.flatMap((aggregate, index) =>
    itemsOf(aggregate).map((item, at) => ({ value: clickHouseValue(item, inputs), as: itemName(index, at) })),
  );
  const parts = keys.flatMap((key) => key.parts);
  const each: Select = {
    kind: 'select',
    columns: [
      { value: column(id), as: 'id' },
      ...parts.map((part) => ({ value: alike(part.expression, inputs), as: part.name })),
      ...keys.flatMap((key) => (key.types === undefined ? [] : mixedColumns(key, inputs))),
      ...itemColumns,
    ],
    from,
  };
  return {
    kind: 'select',
    columns: [
      ...parts.map((part) => ({ value: column(part.name) })),
      ...keys.flatMap(({ name, types }) =>
        types === undefined
          ? []
          : [name, types].map((each) => ({ value: call('min', column(`${each}_all`)), as: each })),
      ),
      ...step.aggregates.map((aggregate, index) => ({ value: aggregateOf(aggregate, index), as: `a${index + 1}` })),
      ...step.aggregates.flatMap(({ of }, index) => (passesNan(of) ? [nanCount(index)] : [])),
    ],
    from: { kind: 'query', query: each },
    ...(parts.length === 0 ? {} : { group: parts.map((part) => column(part.name)) }),
  };
}

/** The text of a value of any type, and its type. */
function mixedColumns({ expression, name, types }: ReadKey, inputs: Inputs): readonly SelectColumn[] {
  if (expression.kind !== 'param' && expression.kind !== 'tag')
    throw new Error('only params and tags are of several types');
  const type = storedKey({ kind: 'key', of: expression.kind, key: expression.key, reading: 'type' });
  return [
    { value: clickHouseValue(expression, inputs), as: `${name}_all` },
    { value: inputs.column(type), as: `${types}_all` },
  ];
}

function itemName(index: number, at: number): string {
  return `x${index + 1}${at === 0 ? '' : `_${at + 1}`}`;
}

function aggregateOf({ of }: GroupedValue, index: number): Sql {
  const x = column(itemName(index, 0));
  const say = (to: (x: string) => string) => form((text) => to(text ?? ''), x);
  switch (of.kind) {
    case 'count-runs':
      return raw('toFloat64(count())');
    case 'count':
      return say((text) => `toFloat64(count(${text}))`);
    case 'count-true':
      return say((text) => `toFloat64(countIf(${text} = 1))`);
    case 'any':
    case 'all':
      return say((text) => conditionOverRuns(of.kind, text));
    case 'quantile':
      return form((text, share) => quantileOverRuns(text ?? '', share ?? ''), x, value('Float64', of.share));
    case 'band': {
      if (of.band !== 'ci95' || of.end === 'n') return say((text) => bandOverRuns(of.band, of.end, text, ''));
      const quantiles = value('String', new Uint8Array(studentQuantiles(seriesFrom - 1).buffer));
      return form((text, table) => bandOverRuns(of.band, of.end, text ?? '', table ?? ''), x, quantiles);
    }
    case 'first-run':
      return form((id, name) => firstRun(id ?? '', name ?? ''), x, column(itemName(index, 1)));
    case 'best-runs':
      return say((text) => bestRuns(text, of.direction, isNumber(of.item)));
    default:
      return say((text) => overRuns(of.kind, text));
  }
}

/** Whether NaN values are left out of it. */
function passesNan(of: GroupedValue['of']): boolean {
  switch (of.kind) {
    case 'count-runs':
    case 'count':
    case 'count-true':
    case 'any':
    case 'all':
    case 'band':
    case 'first-run':
    case 'best-runs':
      return false;
    default:
      return true;
  }
}

function nanCount(index: number): SelectColumn {
  return { value: form((x) => `countIf(isNaN(${x}))`, column(itemName(index, 0))), as: `n${index + 1}` };
}

function nanCounts(step: Grouping): readonly string[] {
  return step.aggregates.flatMap(({ of }, index) => (passesNan(of) ? [`n${index + 1}`] : []));
}

/** Of all groups, before any is left out. */
function withNanCounts(query: Select, step: Grouping): Select {
  const counts = nanCounts(step);
  if (counts.length === 0) return query;
  const others = query.columns.map(nameOf).filter((name) => !counts.includes(name));
  return {
    kind: 'select',
    columns: [
      ...others.map((name) => ({ value: column(name) })),
      ...counts.map((name) => ({ value: form((n) => `toFloat64(sum(${n}) OVER ())`, column(name)), as: name })),
    ],
    from: { kind: 'query', query },
  };
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
