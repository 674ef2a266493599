import type { Table } from '../arrow/index.ts';
import { buildTable, type Cell, type CellInput, type Column, type ColumnType, reader } from '../arrow/index.ts';
import type { BoundExpression } from '../bind/bound.ts';
import { runFields } from '../catalog/run-fields.ts';
import type { RunSteps, ShownColumn } from '../plan/steps.ts';
import { type Results, runColumn, runsOf, storedOf } from './results.ts';
import { positionsOf, type Runs } from './run-set.ts';
import type { StoredColumn } from './stored-column.ts';

/** The table of an answer: a row for each run of the step that gives the rows, its cells gathered by run number. */
export function assemble({ rows, shown }: Pick<RunSteps, 'rows' | 'shown'>, results: Results): Table {
  const runs = runsOf(results, rows);
  return buildTable(columnsOfRuns(shown, runs, results));
}

/** The columns of runs, a cell for each. */
export function columnsOfRuns(shown: readonly ShownColumn[], runs: Runs, results: Results): readonly Column[] {
  const positions = positionsOf(runs);
  return shown.map((column) => columnOf(column, runs, positions, results));
}

function columnOf({ column, cells }: ShownColumn, runs: Runs, positions: Int32Array, results: Results): Column {
  const type = columnTypeOf(column.expression);
  const shared = { name: column.name, type, ...(column.machine === true ? { machine: true } : {}) };
  if (cells.kind === 'constant') return { ...shared, values: Array.from(runs, () => cells.value) };
  const result = results.get(cells.step);
  if (cells.kind === 'sort-key') {
    // Where there was nothing to order, there is no row either.
    const keys = result?.kind === 'runs' ? result.keys : undefined;
    return { ...shared, ...gatherComputed(keys, `k${cells.index + 1}`, type, runs, positions) };
  }
  if (result?.kind === 'computed') {
    return { ...shared, ...gatherComputed(result.table, `v${cells.index + 1}`, type, runs, positions) };
  }
  if (result?.kind === 'runs' && result.columns === undefined) {
    return { ...shared, ...gatherComputed(result.values ?? result.keys, `v${cells.index + 1}`, type, runs, positions) };
  }
  const member = ['tagged', 'artifact-link', 'in-set'].includes(column.expression.kind);
  const absent = member ? false : null;
  return { ...shared, values: gatherStored(storedOf(results, cells.step, cells.index), type, absent, runs, positions) };
}

/** The column type of an expression's values; whole where they can be nothing else. */
export function columnTypeOf(expression: BoundExpression): ColumnType {
  if (expression.type !== 'number') return expression.type;
  if (expression.kind === 'aggregate') return expression.aggregate === 'count' ? 'integer' : 'number';
  if (expression.kind === 'series-value') return expression.of.kind.startsWith('count') ? 'integer' : 'number';
  const field = expression.kind === 'field' ? runFields.find(({ name }) => name === expression.field) : undefined;
  return field !== undefined && 'whole' in field ? 'integer' : 'number';
}

/** The cells of the runs, `absent` where one has no value. */
export function gatherStored(
  { runs: owners, values, types }: StoredColumn,
  type: ColumnType,
  absent: CellInput,
  runs: Runs,
  positions: Int32Array,
): readonly CellInput[] {
  const cells = Array.from<CellInput>({ length: runs.length }).fill(absent);
  for (const [at, run] of owners.entries()) {
    const row = positions[run] ?? -1;
    const value = values[at];
    if (row < 0 || value === undefined) continue;
    if (type === 'list') cells[row] = listItems(String(value));
    else cells[row] = type === 'mixed' && types !== undefined ? mixedCell(value, types[at]) : value;
  }
  return cells;
}

function gatherComputed(
  table: Table | undefined,
  name: string,
  type: ColumnType,
  runs: Runs,
  positions: Int32Array,
): Pick<Column, 'values' | 'present'> {
  if (table === undefined) return { values: [] };
  const owners = runColumn(table);
  const vector = table.getChild(name);
  if (vector === null) throw new Error('ClickHouse gave no value for a column');
  const read = reader(vector);
  if (type === 'number' || type === 'duration') {
    const values = new Float64Array(runs.length);
    const present = new Uint8Array(runs.length);
    for (const [at, run] of owners.entries()) {
      const row = positions[run] ?? -1;
      const cell = read(at);
      if (row < 0 || cell === null) continue;
      values[row] = Number(cell);
      present[row] = 1;
    }
    return { values, present };
  }
  const cells = Array.from<CellInput>({ length: runs.length }).fill(type === 'integer' ? 0 : null);
  for (const [at, run] of owners.entries()) {
    const row = positions[run] ?? -1;
    const cell = read(at);
    if (row < 0 || cell === null) continue;
    cells[row] = computedCell(cell, type);
  }
  return { values: cells };
}

/** A value that ClickHouse computed as a cell of a column. */
export function computedCell(cell: Exclude<Cell, null>, type: ColumnType): CellInput {
  switch (type) {
    case 'bool':
      return Boolean(cell);
    case 'time':
    case 'integer':
      return Math.round(Number(cell));
    case 'list':
      return listItems(String(cell));
    default:
      return cell;
  }
}

/** The items of a JSON list as texts: texts as they are, all else as JSON. */
function listItems(text: string): readonly string[] {
  try {
    const items: unknown = JSON.parse(text);
    if (Array.isArray(items)) return items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
  } catch {
    // A list that is no JSON (Python writes NaN) is shown as the one text that it is.
  }
  return [text];
}

/** JSON of a value of any type: a number as it was written where JSON can say it, text quoted. */
export function mixedCell(value: number | string | boolean, type: string | undefined): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  switch (type) {
    case 'number':
      return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? value : JSON.stringify(numberText(value));
    case 'bool':
      return String(value.toLowerCase() === 'true');
    case 'list':
      return value;
    default:
      return JSON.stringify(value);
  }
}

function numberText(value: string): number | string {
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}
