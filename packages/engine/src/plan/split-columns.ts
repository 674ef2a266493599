import type { BoundColumn, BoundExpression, Scope } from '../bind/bound.ts';
import { whenAbsent } from './absent.ts';
import { inParts } from './in-parts.ts';
import { manyKept } from './kept-columns.ts';
import { withSets } from './kin-sets.ts';
import { withKinValues } from './kin-values.ts';
import type { StepList } from './step-list.ts';
import type { CellSource, ShownColumn, StepId } from './steps.ts';
import { inputsOf, type StoredValue, storedKey, storedValue } from './storage.ts';

/** Adds the steps that fetch the columns of the rows, one a store, and says where each column's cells are found. */
export function splitColumns(
  given: readonly BoundColumn[],
  rows: StepId,
  scope: Scope,
  list: StepList,
): readonly ShownColumn[] {
  const known = keysOf(rows, list);
  const ready = withKinValues(
    given.map((column) => withSets(column.expression, list)),
    rows,
    scope,
    list,
  );
  const columns = given.map((column, index) => ({ ...column, expression: ready[index] ?? column.expression }));
  const computed = columns
    .map((column) => column.expression)
    .filter((expression) => isComputed(expression) && !known.has(shapeOf(expression)));
  const kept = manyKept(computed);
  const others = computed.filter((expression) => !kept.has(expression));
  const { carried } = inputsOf(others);
  const stored = distinctValues([...columns.map((column) => storedValue(column.expression)), ...carried]);
  const fetched = stored.length === 0 ? 0 : list.add({ kind: 'fetch-postgres', of: rows, values: stored });
  const travel = carried.length === 0 ? {} : { carried: fetched };
  const everyRow = others.every((column) => whenAbsent(column) === 'missing') ? {} : { rows };
  const made = new Map<BoundExpression, CellSource>();
  if (kept.size > 0) {
    const step = list.add({ kind: 'fetch-summaries', scope, within: rows, columns: [...kept.values()] });
    for (const [index, expression] of [...kept.keys()].entries())
      made.set(expression, { kind: 'fetched', step, index });
  }
  for (const part of inParts(others, (expression) => [expression])) {
    const step = list.add({ kind: 'fetch-clickhouse', scope, within: rows, ...everyRow, ...travel, columns: part });
    for (const [index, expression] of part.entries()) made.set(expression, { kind: 'fetched', step, index });
  }
  const keys = stored.map(storedKey);
  return columns.map((column) => ({ column, cells: cellsOf(column.expression) }));

  function cellsOf(expression: BoundExpression): CellSource {
    if (expression.kind === 'constant') return { kind: 'constant', value: expression.value };
    const value = storedValue(expression);
    if (value !== undefined) return { kind: 'fetched', step: fetched, index: keys.indexOf(storedKey(value)) };
    const cells = known.get(shapeOf(expression)) ?? made.get(expression);
    if (cells === undefined) throw new Error('a column was not fetched');
    return cells;
  }
}

/** The sort keys that ordered the rows, which need not be fetched again, by the shape of their expressions. */
function keysOf(rows: StepId, list: StepList): ReadonlyMap<string, CellSource> {
  const step = list.steps().find(({ id }) => id === rows);
  if (step?.kind === 'order-as-given' && step.list === step.within) return keysOf(step.list, list);
  if (step?.kind !== 'order-clickhouse') return new Map();
  return new Map(
    step.keys.map(({ expression }, index) => [shapeOf(expression), { kind: 'sort-key', step: step.id, index }]),
  );
}

/** A text that is the same for expressions that differ in their spans alone. */
function shapeOf(expression: BoundExpression): string {
  return JSON.stringify(expression, (key, value) => (key === 'span' ? undefined : value));
}

function isComputed(expression: BoundExpression): boolean {
  return expression.kind !== 'constant' && storedValue(expression) === undefined;
}

function distinctValues(values: readonly (StoredValue | undefined)[]): readonly StoredValue[] {
  const known = new Map<string, StoredValue>();
  for (const value of values) if (value !== undefined) known.set(storedKey(value), value);
  return [...known.values()];
}
