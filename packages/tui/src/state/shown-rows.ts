import { columnNamed, idAt, type Sheet, type SheetColumn, textAt } from '../sheet/sheet.ts';
import { timesAs } from '../sheet/time-texts.ts';
import { withStalled } from './rhythm.ts';
import { sheetOf } from './select.ts';
import type { State } from './state.ts';

/** A row of the runs pane: of the query's answer, or below one of its rows that is open. */
export interface ShownRow {
  /** Tells the row from all others, whatever the order. */
  readonly key: string;
  readonly depth: number;
  /** The run, where the row is one. */
  readonly id: string | undefined;
  readonly isOpen: boolean;
  /** True where rows are below it: of a group always, of a run as far as it is known, of nothing else. */
  readonly hasBelow: boolean;
  readonly sheet: Sheet;
  readonly row: number;
}

/** The rows of the runs pane in the order in which they are shown; those that are not fetched yet have no `at`. */
export interface ShownRows {
  readonly length: number;
  readonly at: (index: number) => ShownRow | undefined;
  readonly indexOf: (key: string) => number | undefined;
}

/** The rows that the runs pane shows, with those below open rows in between. */
export function shownRows(state: State): ShownRows {
  const sheet = sheetOf(state, 'runs');
  if (sheet === undefined) return { length: 0, at: () => undefined, indexOf: () => undefined };
  const parents = parentIds(state);
  const rowOf = (from: Sheet, row: number, depth: number, above = ''): ShownRow => {
    const id = idAt(from, row);
    // A run may stand below another and among the rows of the query, too.
    const key = `${above}${keyOf(from, row, id)}`;
    const hasBelow = from.source === 'groups' || (from.source === 'runs' && id !== undefined && parents.has(id));
    return { key, depth, id, isOpen: state.runs.open.includes(key), hasBelow, sheet: from, row };
  };
  if (state.runs.open.length === 0) {
    return {
      length: sheet.total,
      at: (index) => {
        const row = index - sheet.from;
        return row < 0 || row >= sheet.length ? undefined : rowOf(sheet, row, 0);
      },
      indexOf: (key) => indexFrom(sheet.from, sheet.length, (row) => rowOf(sheet, row, 0).key === key),
    };
  }
  const rows: ShownRow[] = [];
  const add = (from: Sheet, depth: number, above: string): void => {
    for (let row = 0; row < from.length; row++) {
      const shown = rowOf(from, row, depth, above);
      rows.push(shown);
      const below = shown.isOpen && depth < deepest ? sheetOf(state, `below ${shown.key}`) : undefined;
      if (below !== undefined) add(withStalled(state, below), depth + 1, `${shown.key}\u0000`);
    }
  };
  add(sheet, 0, '');
  return {
    length: rows.length + sheet.total - sheet.length,
    at: (index) => rows[index - sheet.from],
    indexOf: (key) => indexFrom(sheet.from, rows.length, (row) => rows[row]?.key === key),
  };
}

// Lineage may go around in a circle.
const deepest = 20;

/** The row under the cursor. */
export function cursorRow(state: State): ShownRow | undefined {
  return shownRows(state).at(state.runs.row);
}

/** The column of a row that stands under a column of the answer: the same one, or of rows below the one of its name. */
export function columnOf({ sheet, depth }: ShownRow, column: SheetColumn): SheetColumn | undefined {
  if (depth === 0) return column;
  const own = columnNamed(sheet, column.name);
  return own === undefined ? undefined : timesAs(own, column);
}

/** Of a run its id; of points and artifacts, of which a run has many, the place. */
function keyOf(sheet: Sheet, row: number, id: string | undefined): string {
  if (sheet.source === 'groups') return groupKey(sheet, row);
  const isOnce = sheet.source === 'runs' || sheet.source === 'lineage';
  return isOnce && id !== undefined ? id : `row ${sheet.from + row}`;
}

/** Keys of the columns that a group is made by; what is computed of it may change while it stays the same. */
function groupKey(sheet: Sheet, row: number): string {
  const keys = sheet.columns.filter(({ role }) => role === 'key');
  const parts = (keys.length > 0 ? keys : sheet.columns).map((column) => String(column.read(row)));
  return `group ${parts.join('\u0000')}`;
}

function parentIds(state: State): ReadonlySet<string> {
  const sheet = sheetOf(state, 'children');
  if (sheet === undefined) return new Set();
  return new Set(Array.from({ length: sheet.length }, (_, row) => textAt(sheet, 'id', row) ?? ''));
}

function indexFrom(from: number, length: number, holds: (row: number) => boolean): number | undefined {
  for (let row = 0; row < length; row++) if (holds(row)) return from + row;
  return undefined;
}
