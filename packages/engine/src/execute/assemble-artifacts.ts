import type { Table } from '../arrow/index.ts';
import { buildTable, type CellInput, type Column, type ColumnType, reader } from '../arrow/index.ts';
import { artifactColumns } from '../bind/artifacts.ts';
import type { BoundColumn } from '../bind/bound.ts';
import type { RowColumn } from '../bind/environment.ts';
import { isOfRow } from '../plan/artifacts-plan.ts';
import type { ArtifactSteps } from '../plan/steps.ts';
import { columnsOfRuns, columnTypeOf, computedCell, positionsOf } from './assemble.ts';
import { artifactsOf, type Results, runColumn, runsOf } from './results.ts';

/** The table of artifacts, each beside the values of its run; `rows` counts all, of which a limit may show fewer. */
export function assembleArtifacts(
  steps: ArtifactSteps,
  results: Results,
): { readonly table: Table; readonly rows: number } {
  const { table } = artifactsOf(results, steps.rows);
  const rows = table?.numRows ?? 0;
  const count = Math.min(rows, steps.limit ?? rows);
  const ofRun = ofRuns(steps, table, count, results);
  let [own, behind] = [0, 0];
  const columns = steps.columns.map((column): Column => {
    const found = isOfRow(column.expression) ? ownColumn(column, own++, table, count) : ofRun[behind++];
    if (found === undefined) throw new Error(`the column \`${column.name}\` was not fetched`);
    return found;
  });
  return { table: buildTable(columns), rows };
}

/** The values of the runs behind the rows, once for each row. */
function ofRuns(
  { owners, ofRun }: ArtifactSteps,
  table: Table | undefined,
  count: number,
  results: Results,
): readonly Column[] {
  const runs = runsOf(results, owners);
  const behind = table === undefined ? new Uint32Array(0) : runColumn(table).subarray(0, count);
  const positions = positionsOf(runs);
  const places = Array.from(behind, (run) => positions[run] ?? -1);
  const once = buildTable(columnsOfRuns(ofRun, runs, results));
  return ofRun.map(({ column }, index): Column => {
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
  const read = reader(vector);
  const values = Array.from({ length: count }, (_, row): CellInput => {
    const cell = read(row);
    return cell === null ? null : computedCell(cell, type);
  });
  return { name, type, values };
}
