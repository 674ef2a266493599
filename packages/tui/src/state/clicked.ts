import { withTold } from '../actions/act.ts';
import { editQuery } from '../actions/edit.ts';
import { moveList, moveRuns } from '../actions/move.ts';
import { showPane } from '../actions/panes.ts';
import { sort } from '../actions/table.ts';
import { promptWidth, queryBar } from '../editor/bar-state.ts';
import { moved } from '../editor/editor.ts';
import { linesAbove, type PanePlace, placePanes } from '../frame/layout.ts';
import { overlayClick } from '../overlay/overlay-click.ts';
import { runsColumnAt } from '../panes/runs.ts';
import type { State } from './state.ts';

/** A cell of the screen, counted from 0. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

/**
 * The state after a mouse button went down on a cell: on the bar its text is edited there, on a pane the pane has the focus and
 * the cursor, and on the title of a column the rows are sorted by it.
 */
export function clicked(state: State, cell: Cell): State {
  if (state.overlay !== undefined) return overlayClick(state, state.overlay, cell);
  if (cell.row < linesAbove) return cell.row === 1 ? clickedBar(state, cell) : state;
  if (state.query.editor !== undefined) return state;
  const place = placeAt(state, cell);
  return place === undefined ? state : clickedPane(state, place, cell);
}

/** The state after the wheel turned over a cell: what `turn` does to the pane there, which does not get the focus. */
export function wheeled(state: State, cell: Cell, turn: (state: State) => State): State {
  const pane = placeAt(state, cell)?.pane;
  if (pane === undefined || state.overlay !== undefined || state.query.editor !== undefined) return turn(state);
  const { focus } = state.layout;
  const next = turn({ ...state, layout: { ...state.layout, focus: pane } });
  return next.layout.focus === pane ? { ...next, layout: { ...next.layout, focus } } : next;
}

function placeAt(state: State, cell: Cell): PanePlace | undefined {
  return placePanes(state).find(({ column, row, size }) => {
    const inside = { column: cell.column - column, row: cell.row - row };
    return inside.column >= 0 && inside.column < size.columns && inside.row >= 0 && inside.row < size.rows;
  });
}

function clickedBar(state: State, { column }: Cell): State {
  const open = state.query.editor === undefined ? editQuery(state) : state;
  const { editor } = open.query;
  if (editor === undefined) return open;
  const cursor = queryBar(state).offsetAt(column - promptWidth);
  return { ...open, query: { ...open.query, editor: moved(editor, { text: editor.text, cursor }) } };
}

function clickedPane(before: State, { pane, column, row, size }: PanePlace, cell: Cell): State {
  const state = before.layout.focus === pane ? before : showPane(before, pane);
  // Inside of the border.
  const inside = { column: cell.column - column - 1, row: cell.row - row - 1 };
  const inner = { columns: size.columns - 2, rows: size.rows - 2 };
  if (inside.row < 0 || inside.row >= inner.rows || pane === 'curves') return state;
  if (pane !== 'runs') return moveList(state, pane, state.lists[pane].top + inside.row);
  const index = runsColumnAt(state, inner, inside.column);
  const chosen = index === undefined ? state : { ...state, runs: { ...state.runs, column: index } };
  if (inside.row === 0) return index === undefined ? state : withTold(state, sort(chosen, 'desc'));
  return moveRuns(chosen, state.runs.top + inside.row - 1);
}
