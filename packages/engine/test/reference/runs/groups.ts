import { type Column, type Expression, printExpression } from '@xt/grammar';
import { isScalarCall } from '../evaluate.ts';
import { aggregateOfValues } from '../series/aggregates.ts';
import { as } from '../values/coerce.ts';
import { compareForSorting, isSame } from '../values/order.ts';
import { amount, isNaNValue, number, type Value } from '../values/value.ts';
import { Refused } from '../world.ts';
import { orderedValueOf } from './ordered.ts';
import { holdsFor, isCondition, oneGoal, ownName, type Row, type Stage, valueFor } from './run-values.ts';

/** The rows of a group, where their expressions stood, and the group's keys by their printed expressions. */
export interface Group {
  readonly rows: readonly Row[];
  readonly stage: Stage;
  readonly keys: ReadonlyMap<string, Value>;
}

/** The groups of rows, in the order of their keys; `all` makes one, of no rows too. */
export function groupsOf(keys: 'all' | readonly Column[], stage: Stage): readonly Row[] {
  if (keys === 'all') return [{ run: null, own: new Map(), group: { rows: stage.rows, stage, keys: new Map() } }];
  const groups: { readonly values: readonly Value[]; readonly rows: Row[] }[] = [];
  for (const row of stage.rows) {
    const values = keyExpressions(keys).map(({ expression }) => orderedValueOf(expression, row, stage));
    const group = groups.find((each) => each.values.every((value, at) => isSame(value, values[at] ?? null)));
    if (group === undefined) groups.push({ values, rows: [row] });
    else group.rows.push(row);
  }
  return groups
    .toSorted((a, b) => compareKeys(a.values, b.values))
    .map(({ values, rows }) => groupRow(keys, values, rows, stage));
}

/** The keys of a `group by`, each with the name of its column. */
export function keyExpressions(
  keys: readonly Column[],
): readonly { readonly name: string; readonly expression: Expression }[] {
  return keys.map((key) => {
    if (key.kind !== 'column') throw new Refused('wrong-arguments', 'group by *');
    return { name: key.alias?.name ?? printExpression(key.expression), expression: key.expression };
  });
}

/** What depends on the rows of a group: its keys, and aggregates over its rows. */
export function groupLeaf(of: Expression, row: Row, group: Group, stage: Stage): Value | undefined {
  const key = group.keys.get(printExpression(of));
  if (key !== undefined) return key;
  if (of.kind === 'path') {
    const own = ownName(of, row, stage);
    if (own === undefined) throw new Refused('not-aggregated', printExpression(of));
    return own;
  }
  return of.kind === 'call' && !isScalarCall(of) ? aggregateOverRows(of.name.text, of.arguments, group) : undefined;
}

/** The values that an aggregate over runs is of: one a run that has one, NaN too. */
export function valuesOver(item: Expression, { rows, stage }: Group): readonly NonNullable<Value>[] {
  return rows.flatMap((row) => {
    const value = valueFor(item, row, stage);
    if (value?.type === 'bool' || value?.type === 'list') return [];
    return (value?.type === 'text' ? as('number', value) : value) ?? [];
  });
}

function groupRow(keys: readonly Column[], values: readonly Value[], rows: readonly Row[], stage: Stage): Row {
  const named = keyExpressions(keys);
  return {
    run: null,
    own: new Map(named.map(({ name }, at) => [name, values[at] ?? null])),
    group: {
      rows,
      stage,
      keys: new Map(named.map(({ expression }, at) => [printExpression(expression), values[at] ?? null])),
    },
  };
}

function compareKeys(a: readonly Value[], b: readonly Value[]): number {
  return a.map((value, at) => compareForSorting(value, b[at] ?? null)).find((order) => order !== 0) ?? 0;
}

function aggregateOverRows(name: string, items: readonly Expression[], group: Group): Value {
  const { rows, stage } = group;
  const [item, second] = items;
  if (item === undefined) return number(rows.length);
  if (name === 'count') {
    const counts = isCondition(item)
      ? (row: Row) => holdsFor(item, row, stage) === true
      : (row: Row) => valueFor(item, row, stage) !== null;
    return number(rows.filter(counts).length);
  }
  const values = valuesOver(item, group);
  const [first] = values;
  const kept = values.filter((value) => !isNaNValue(value)).map((value) => amount(value) ?? Number.NaN);
  if (first === undefined) return null;
  if (kept.length === 0) return number(Number.NaN);
  const q = second?.kind === 'number' ? second.value : 0.5;
  const result = aggregateOfValues(name === 'best' ? oneGoal(item, stage.scene) : name, kept, q);
  if (result === null || first.type === 'number' || name === 'var') return number(result);
  return first.type === 'time' ? { type: 'time', value: result } : { type: 'duration', value: result };
}
