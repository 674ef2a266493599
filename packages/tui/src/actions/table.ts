import { shownWidth } from '../panes/runs.ts';
import { chooseColumns, orderKeys, whoNames } from '../query/choose-columns.ts';
import { type FilterTest, filterBy } from '../query/filter-by.ts';
import { groupBy } from '../query/group-by.ts';
import { sortBy } from '../query/sort-by.ts';
import type { ShownTime } from '../query/time-range.ts';
import type { SheetColumn } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import { columnOf, cursorRow } from '../state/shown-rows.ts';
import type { State } from '../state/state.ts';
import { bandOf, columnNames, ownerOf, tableColumns } from '../state/table-columns.ts';
import { editedQuery, say } from './query.ts';

/** The rows sorted by the column under the cursor. */
export function sort(state: State, direction: 'asc' | 'desc', add = false): State {
  return ofValue(state, 'sorted by', ({ name }) =>
    editedQuery(state, sortBy(state.query.text, name, direction, add), `\`${name}\` cannot be sorted by`),
  );
}

/** The rows filtered by the cell under the cursor. */
export function filter(state: State, test: FilterTest): State {
  return ofValue(state, 'filtered by', (column) => {
    const row = cursorRow(state);
    const shown = row === undefined ? undefined : columnOf(row, column);
    if (row === undefined || shown === undefined) return say(state, 'there is no value under the cursor');
    const cell = {
      column: column.name,
      type: shown.type,
      value: shown.read(row.row),
      shown: shownTime(state.session.zone, shown, row.sheet.length),
    };
    return editedQuery(
      state,
      filterBy(state.query.text, cell, test),
      `\`${column.name}\` cannot be compared with this value`,
    );
  });
}

/** What is seen of the times of a column: days, where all begin one. */
function shownTime(zone: string, { times, read }: SheetColumn, rows: number): ShownTime | undefined {
  if (times === undefined) return undefined;
  const values = Array.from({ length: rows }, (_, row) => row).filter((row) => read(row) !== null);
  const areDays = values.every((row) => times.text(row, 'milliseconds')?.endsWith(' 00:00:00.000'));
  return { zone, precision: areDays ? 'days' : times.precision };
}

/** The rows grouped by the column under the cursor. */
export function group(state: State): State {
  const { source } = sheetOf(state, 'runs') ?? {};
  if (source !== undefined && source !== 'runs') return say(state, 'runs can be grouped: these rows are none');
  return ofColumn(state, ({ name }) =>
    editedQuery(state, groupBy(state.query.text, name), 'these rows cannot be grouped'),
  );
}

const pointsProblem = 'points of curves stay as they are; the query can say which runs, metrics and steps they are of';

/** The column under the cursor left out, with its band and its difference. */
export function hideColumn(state: State): State {
  const shown = tableColumns(state)[state.runs.column];
  if (shown === undefined) return say(state, 'there is no column under the cursor');
  if (sheetOf(state, 'runs')?.source === 'curves') return say(state, pointsProblem);
  const hidden = ownerOf(shown);
  if (shown.column.role === 'key') return say(state, `\`${hidden}\` stays: the groups are made by it`);
  const namedBy = whoNames(state.query.text, hidden);
  if (namedBy !== undefined) return say(state, `\`${hidden}\` stays: \`${namedBy}\` names it`);
  const names = columnNames(state).filter((each) => each !== hidden && !isKey(state, each));
  if (names.length === 0) return say(state, 'the last column stays');
  return editedQuery(state, chooseColumns(state.query.text, names), 'the columns of this query cannot be chosen');
}

/** The column under the cursor some places further, with its band and its difference; keys of groups stay before the others. */
export function moveColumn(state: State, places: number): State {
  if (sheetOf(state, 'runs')?.source === 'curves') return say(state, pointsProblem);
  const names = columnNames(state);
  const owners = tableColumns(state).map(ownerOf);
  const own = owners[state.runs.column];
  const from = own === undefined ? -1 : names.indexOf(own);
  const to = from + places;
  const [moved, other] = [names[from], names[to]];
  if (moved === undefined || other === undefined) return state;
  const reordered = names.with(from, other).with(to, moved);
  const areKeys = isKey(state, moved);
  if (areKeys !== isKey(state, other)) return say(state, 'what groups are made by stands before all else');
  const text = areKeys
    ? orderKeys(
        state.query.text,
        reordered.filter((name) => isKey(state, name)),
      )
    : chooseColumns(
        state.query.text,
        reordered.filter((name) => !isKey(state, name)),
      );
  return editedQuery(state, text, 'the columns of this query cannot be chosen');
}

function isKey(state: State, name: string): boolean {
  return tableColumns(state).some(({ column }) => column.name === name && column.role === 'key');
}

/** The column under the cursor some cells wider. */
export function resizeColumn(state: State, cells: number): State {
  const { column, widths } = state.runs;
  const name = tableColumns(state)[column]?.column.name;
  if (name === undefined) return say(state, 'there is no column under the cursor');
  const width = Math.max(3, (widths[name] ?? shownWidth(state, column)) + cells);
  return { ...state, runs: { ...state.runs, widths: { ...widths, [name]: width } } };
}

/** What is done to the column under the cursor, where that is one that a clause can name: a band comes with its value. */
export function ofValue(state: State, done: string, act: (column: SheetColumn) => State): State {
  return ofColumn(state, (column) => {
    const value = bandOf(column);
    return value === undefined
      ? act(column)
      : say(state, `\`${column.name}\` is of the band of \`${value}\` and cannot be ${done}; \`${value}\` can`);
  });
}

function ofColumn(state: State, act: (column: SheetColumn) => State): State {
  if (sheetOf(state, 'runs')?.source === 'curves') return say(state, pointsProblem);
  const column = tableColumns(state)[state.runs.column]?.column;
  return column === undefined ? say(state, 'there is no column under the cursor') : act(column);
}
