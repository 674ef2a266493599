import type { Table } from '../arrow/index.ts';
import { buildTable, type CellInput, type Column, type ColumnType, reader } from '../arrow/index.ts';
import type { BoundColumn } from '../bind/bound.ts';
import type { RowColumn } from '../bind/environment.ts';
import { lineageColumns } from '../bind/lineage.ts';
import { tableColumns } from '../bind/tables.ts';
import type { ListRows, TableSteps } from '../plan/steps.ts';
import { columnTypeOf, gatherStored } from './assemble.ts';
import type { ListedRows } from './list-rows.ts';
import { listedOf, type Results, storedOf } from './results.ts';
import { positionsOf } from './run-set.ts';

/** The table of a listing; `rows` counts all, of which a limit may show fewer. */
export function assembleTable(steps: TableSteps, results: Results): { readonly table: Table; readonly rows: number } {
  const { listed, step } = listedOf(results, steps.rows);
  const count = Math.min(listed.rows.length, steps.limit ?? listed.rows.length);
  const numbers = listed.rows.subarray(0, count).map((row) => row + 1);
  const columns = step.columns.map((column, index): Column => {
    const type = typeOf(column, step);
    const machine = column.machine === true ? { machine: true } : {};
    const values = addedCells(column, type, step, numbers, results) ?? cellsOf(column, index, type, listed, count);
    return { name: column.name, type, ...machine, values };
  });
  return { table: buildTable(columns), rows: listed.rows.length };
}

function typeOf({ expression }: BoundColumn, step: ListRows): ColumnType {
  const { added = [] } = step;
  if (expression.kind !== 'row-column') return columnTypeOf(expression);
  const { column } = expression;
  if (added.some(({ name }) => name === column)) return columnTypeOf(expression);
  return ownColumns(step).find(({ name }) => name === column)?.whole === true ? 'integer' : columnTypeOf(expression);
}

function ownColumns({ source, own = [] }: ListRows): readonly RowColumn[] {
  switch (source) {
    case 'lineage':
      return lineageColumns;
    case 'groups':
      return own;
    default:
      return tableColumns[source];
  }
}

/** The cells of a value of the runs behind the rows, shown as among runs; undefined for any other column. */
function addedCells(
  { expression }: BoundColumn,
  type: ColumnType,
  { added = [] }: ListRows,
  numbers: Uint32Array,
  results: Results,
): readonly CellInput[] | undefined {
  if (expression.kind !== 'row-column') return undefined;
  const found = added.find(({ name }) => name === expression.column);
  if (found === undefined) return undefined;
  return gatherStored(storedOf(results, found.of, found.index), type, null, numbers, positionsOf(numbers));
}

function cellsOf(
  { expression }: BoundColumn,
  index: number,
  type: ColumnType,
  { listing, rows, table }: ListedRows,
  count: number,
): readonly CellInput[] {
  if (expression.kind === 'row-column') {
    const values = listing.columns.get(expression.column) ?? [];
    return Array.from(rows.subarray(0, count), (row) => values[row] ?? null);
  }
  const vector = table?.getChild(`v${index + 1}`) ?? null;
  if (vector === null) return [];
  const read = reader(vector);
  return Array.from({ length: count }, (_, row): CellInput => {
    const cell = read(row);
    if (cell === null) return null;
    if (type === 'bool') return Boolean(cell);
    return type === 'time' ? Math.round(Number(cell)) : cell;
  });
}
