import type { Table } from '../arrow/index.ts';
import { buildTable, type CellInput, type Column, type ColumnType, reader } from '../arrow/index.ts';
import { artifactColumns } from '../bind/artifacts.ts';
import type { BoundColumn } from '../bind/bound.ts';
import type { RowColumn } from '../bind/environment.ts';
import { isOfRow, isRunName } from '../plan/artifacts-plan.ts';
import type { ArtifactSteps } from '../plan/steps.ts';
import { columnsOfRuns, columnTypeOf, computedCell } from './assemble.ts';
import { artifactsOf, type Results, runColumn, runsOf } from './results.ts';
import { positionsOf } from './run-set.ts';

/** The table of artifacts, each beside the values of its run; `rows` counts all, of which a limit may show fewer. */
export function assembleArtifacts(
  steps: ArtifactSteps,
  results: Results,
): { readonly table: Table; readonly rows: number } {
  const { table } = artifactsOf(results, steps.rows);
  const rows = table?.numRows ?? 0;
  const count = Math.min(rows, steps.limit ?? rows);
  const ofRun = ofRuns(steps, table, count, results)[Symbol.iterator]();
  let own = 0;
  const columns = steps.columns.map((column): Column => {
    if (isOfRow(column.expression)) return ownColumn(column, own++, table, count);
    const found = taken(ofRun, column.name);
    if (!isRunName(column.expression)) return found;
    const ids = taken(ofRun, column.name);
    return { ...found, values: found.values.map((name, row) => name ?? ids.values[row] ?? null) };
  });
  return { table: buildTable(columns), rows };
}

type Cells = Column & { readonly values: readonly CellInput[] };

function taken(columns: Iterator<Cells>, name: string): Cells {
  const next = columns.next();
  if (next.done === true) throw new Error(`the column \`${name}\` was not fetched`);
  return next.value;
}

/** The values of the runs behind the rows, once for each row. */
function ofRuns(
  { owners, ofRun }: ArtifactSteps,
  table: Table | undefined,
  count: number,
  results: Results,
): readonly Cells[] {
  const runs = runsOf(results, owners);
  const behind = table === undefined ? new Uint32Array(0) : runColumn(table).subarray(0, count);
  const positions = positionsOf(runs);
  const places = Array.from(behind, (run) => positions[run] ?? -1);
  // Two of them may have one name.
  const numbered = ofRun.map((shown, index) => ({ ...shown, column: { ...shown.column, name: String(index) } }));
  const once = buildTable(columnsOfRuns(numbered, runs, results));
  return ofRun.map(({ column }, index): Cells => {
    const vector = once.getChildAt(index);
    if (vector === null) throw new Error(`the column \`${column.name}\` is not there`);
    const read = reader(vector);
    const type = columnTypeOf(column.expression);
    return { name: column.name, type, values: places.map((place) => read(place)) };
  });
}

function ownColumn({ name, expression }: BoundColumn, index: number, table: Table | undefined, count: number): Column {
  const known: readonly RowColumn[] = artifactColumns;
  const isWhole =
    expression.kind === 'row-column' && known.find((own) => own.name === expression.column)?.whole === true;
  const type: ColumnType = isWhole ? 'integer' : columnTypeOf(expression);
  const vector = table?.getChild(`v${index + 1}`) ?? null;
  if (vector === null) return { name, type, values: [] };
  // Taken over as it is: there may be a row for each step of each run.
  if (type === 'text' || type === 'number') return { name, type, values: vector.slice(0, count) };
  const read = reader(vector);
  const values = Array.from({ length: count }, (_, row): CellInput => {
    const cell = read(row);
    return cell === null ? null : computedCell(cell, type);
  });
  return { name, type, values };
}
