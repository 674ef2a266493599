import { listLength, paneRows } from '../frame/layout.ts';
import { mostLeft } from '../panes/sheet-lines.ts';
import { comparedSheet } from '../state/compared.ts';
import { shownRows } from '../state/shown-rows.ts';
import type { ListPane, State } from '../state/state.ts';
import { tableColumns } from '../state/table-columns.ts';

/** The cursor of the focused pane some rows further down, or up. */
export function move(state: State, rows: number): State {
  const { focus } = state.layout;
  if (focus === 'runs') return moveRuns(state, state.runs.row + rows);
  if (focus === 'curves') return state;
  return moveList(state, focus, state.lists[focus].row + rows);
}

/** The cursor a page further down, or up. */
export function page(state: State, pages: number): State {
  return move(state, pages * Math.max(paneRows(state, state.layout.focus) - 1, 1));
}

/** The cursor at the first row, or at the last. */
export function toEnd(state: State, end: 'first' | 'last'): State {
  return move(state, end === 'first' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
}

/** The cursor one column further; in the curves the cursor of values; in differences one column less, or more again. */
export function moveSideways(state: State, columns: number): State {
  const { focus } = state.layout;
  if (focus === 'runs') {
    const count = tableColumns(state).length;
    const column = Math.max(0, Math.min(state.runs.column + columns, count - 1));
    return { ...state, runs: { ...state.runs, column } };
  }
  if (focus === 'curves') {
    const at = Math.max(0, Math.min((state.curves.cursor ?? 0.5) + columns * 0.02, 1));
    return { ...state, curves: { ...state.curves, cursor: at } };
  }
  const sheet = focus === 'compare' ? comparedSheet(state) : undefined;
  if (sheet === undefined) return state;
  const left = Math.max(0, Math.min(state.lists.compare.left + columns, mostLeft(sheet)));
  return { ...state, lists: { ...state.lists, compare: { ...state.lists.compare, left } } };
}

/** The cursor of the runs at a row, with the screen around it. */
export function moveRuns(state: State, wanted: number): State {
  const total = shownRows(state).length;
  const row = Math.max(0, Math.min(wanted, total - 1));
  const rows = paneRows(state, 'runs');
  const top = Math.max(0, Math.min(state.runs.top, row, total - 1), row - rows + 1);
  return { ...state, runs: { ...state.runs, row, top } };
}

/** The cursor of a list at a line. */
export function moveList(state: State, pane: ListPane, wanted: number): State {
  const list = state.lists[pane];
  const length = listLength(state, pane);
  const row = Math.max(0, Math.min(wanted, length - 1));
  const rows = paneRows(state, pane);
  const top = Math.max(0, Math.min(list.top, row), row - rows + 1);
  return { ...state, lists: { ...state.lists, [pane]: { ...list, row, top } } };
}
