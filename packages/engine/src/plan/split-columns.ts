import type { BoundColumn, BoundExpression, Scope } from '../bind/bound.ts';
import { whenAbsent } from './absent.ts';
import type { StepList } from './step-list.ts';
import type { CellSource, ShownColumn, StepId } from './steps.ts';
import { inputsOf, type StoredValue, storedKey, storedValue } from './storage.ts';

/** Adds the steps that fetch the columns of the rows, one a store, and says where each column's cells are found. */
export function splitColumns(
  columns: readonly BoundColumn[],
  rows: StepId,
  scope: Scope,
  list: StepList,
): readonly ShownColumn[] {
  const stored = distinctValues(columns.map((column) => storedValue(column.expression)));
  const computed = columns.map((column) => column.expression).filter(isComputed);
  const fetched = stored.length === 0 ? 0 : list.add({ kind: 'fetch-postgres', of: rows, values: stored });
  const made = computed.length === 0 ? 0 : fetchComputed(computed, rows, scope, list);
  const keys = stored.map(storedKey);
  return columns.map((column) => ({ column, cells: cellsOf(column.expression) }));

  function cellsOf(expression: BoundExpression): CellSource {
    if (expression.kind === 'constant') return { kind: 'constant', value: expression.value };
    const value = storedValue(expression);
    if (value !== undefined) return { kind: 'fetched', step: fetched, index: keys.indexOf(storedKey(value)) };
    return { kind: 'fetched', step: made, index: computed.indexOf(expression) };
  }
}

function isComputed(expression: BoundExpression): boolean {
  return expression.kind !== 'constant' && storedValue(expression) === undefined;
}

function distinctValues(values: readonly (StoredValue | undefined)[]): readonly StoredValue[] {
  const known = new Map<string, StoredValue>();
  for (const value of values) if (value !== undefined) known.set(storedKey(value), value);
  return [...known.values()];
}

function fetchComputed(columns: readonly BoundExpression[], rows: StepId, scope: Scope, list: StepList): StepId {
  const { carried } = inputsOf(columns);
  const travel =
    carried.length === 0 ? {} : { carried: list.add({ kind: 'fetch-postgres', of: rows, values: carried }) };
  const everyRow = columns.every((column) => whenAbsent(column) === 'missing') ? {} : { rows };
  return list.add({ kind: 'fetch-clickhouse', scope, within: rows, ...everyRow, ...travel, columns });
}
