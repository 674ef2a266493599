import type { Table } from '../arrow/index.ts';
import { buildTable, type CellInput, type Column, type ColumnType, reader } from '../arrow/index.ts';
import type { BoundColumn } from '../bind/bound.ts';
import { tableColumns } from '../bind/tables.ts';
import type { TableSteps } from '../plan/steps.ts';
import { columnTypeOf } from './assemble.ts';
import type { ListedRows } from './list-rows.ts';
import { listedOf, type Results } from './results.ts';

/** The table of a listing; `rows` counts all, of which a limit may show fewer. */
export function assembleTable(steps: TableSteps, results: Results): { readonly table: Table; readonly rows: number } {
  const { listed, step } = listedOf(results, steps.rows);
  const count = Math.min(listed.rows.length, steps.limit ?? listed.rows.length);
  const columns = step.columns.map((column, index): Column => {
    const type = typeOf(column, step.source);
    const machine = column.machine === true ? { machine: true } : {};
    return { name: column.name, type, ...machine, values: cellsOf(column, index, type, listed, count) };
  });
  return { table: buildTable(columns), rows: listed.rows.length };
}

function typeOf({ expression }: BoundColumn, source: keyof typeof tableColumns): ColumnType {
  if (expression.kind !== 'row-column') return columnTypeOf(expression);
  const known = tableColumns[source].find(({ name }) => name === expression.column);
  return known !== undefined && 'whole' in known ? 'integer' : columnTypeOf(expression);
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
