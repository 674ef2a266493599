import { textAt } from '../sheet/sheet.ts';
import { bestOf } from '../state/best-rows.ts';
import { columnOf, cursorRow, type ShownRow, shownRows } from '../state/shown-rows.ts';
import type { State } from '../state/state.ts';
import { type TableColumn, tableColumns } from '../state/table-columns.ts';

// More of a row is gone through with the keys that go sideways.
const mostCells = 40;

/** The row under the cursor with the names of its columns; undefined where there is none. */
export function rowWords(state: State): string | undefined {
  const { length } = shownRows(state);
  if (length === 0) return undefined;
  const place = `row ${counted(state.runs.row + 1)} of ${counted(length)}`;
  const row = cursorRow(state);
  if (row === undefined) return `${place}: loading`;
  const columns = tableColumns(state);
  const cells = columns.slice(0, mostCells).map((column) => cellWords(state, row, column));
  const more = columns.length > mostCells ? [`${counted(columns.length - mostCells)} more columns`] : [];
  return `${[place, ...marksOf(state, row)].join(', ')}: ${[...cells, ...more].join('; ')}`;
}

/** The cell under the cursor with the name of its column. */
export function columnWords(state: State): string | undefined {
  const columns = tableColumns(state);
  const column = columns[state.runs.column];
  const row = cursorRow(state);
  if (column === undefined || row === undefined) return undefined;
  return `${cellWords(state, row, column)}; column ${state.runs.column + 1} of ${columns.length}`;
}

/** A number as people write it. */
export function counted(count: number): string {
  return count.toLocaleString('en-US');
}

function cellWords(state: State, row: ShownRow, { column, isDifference }: TableColumn): string {
  const own = columnOf(row, column);
  const text = own?.text(row.row) ?? 'missing';
  const name = isDifference ? `difference of ${column.name.replace(/_diff$/, '')}` : column.name;
  const best = row.depth > 0 || isDifference ? undefined : bestOf(state, column);
  const value = own?.read(row.row);
  const mark = best === undefined ? '' : value === best.best ? ', best' : value === best.worst ? ', worst' : '';
  return `${name} ${text}${mark}`;
}

function marksOf(
  { runs: { marked, baseline } }: State,
  { id, sheet, row, depth, hasBelow, isOpen }: ShownRow,
): readonly string[] {
  const isBaseline = id !== undefined && baseline !== undefined && [id, textAt(sheet, 'name', row)].includes(baseline);
  return [
    ...(id !== undefined && marked.includes(id) ? ['marked'] : []),
    ...(isBaseline ? ['baseline'] : []),
    ...(depth > 0 ? [`level ${depth + 1}`] : []),
    ...(hasBelow ? [isOpen ? 'open' : 'closed'] : []),
  ];
}
