import { linesOf, listLines } from '../panes/list.ts';
import type { ListPane, PaneName, State } from '../state/state.ts';
import type { Size } from './line.ts';

/** Where a pane stands, with its border. */
export interface PanePlace {
  readonly pane: PaneName;
  readonly column: number;
  readonly row: number;
  readonly size: Size;
}

/** Below this a plain sentence asks for room. */
export const leastSize: Size = { columns: 60, rows: 16 };

/** True where nothing of the panes is seen. */
export function isTooSmall({ columns, rows }: Size): boolean {
  return columns < leastSize.columns || rows < leastSize.rows;
}

/** True where two panes have room beside each other. */
export function fitsTwo(size: Size): boolean {
  return size.columns >= 100;
}

/** Lines above the panes: the title, the query, its notes. */
export const linesAbove = 3;
/** Lines below the panes: the message or the keys. */
export const linesBelow = 1;

/** The panes on the screen. */
export function placePanes(state: State): readonly PanePlace[] {
  const { size, layout } = state;
  const rows = size.rows - linesAbove - linesBelow;
  const whole = { column: 0, row: linesAbove, size: { columns: size.columns, rows } };
  if (layout.zoomed || !fitsTwo(size)) return [{ pane: layout.focus, ...whole }];
  const left = Math.floor(size.columns * 0.55);
  return [
    { pane: 'runs', column: 0, row: linesAbove, size: { columns: left, rows } },
    { pane: layout.side, column: left, row: linesAbove, size: { columns: size.columns - left, rows } },
  ];
}

/** How many rows of its content a pane shows; one that is not on the screen as many as it would have there. */
export function paneRows(state: State, pane: PaneName): number {
  const place = placePanes(state).find((each) => each.pane === pane) ?? placePanes(state)[0];
  const border = 2;
  const header = pane === 'runs' ? 1 : 0;
  return Math.max(1, (place?.size.rows ?? 3) - border - header);
}

/** How many cells wide the content of a pane is. */
export function paneColumns(state: State, pane: PaneName): number {
  const place = placePanes(state).find((each) => each.pane === pane) ?? placePanes(state)[0];
  return Math.max(1, (place?.size.columns ?? 4) - 2);
}

/** How many lines a list has. */
export function listLength(state: State, pane: ListPane): number {
  return linesOf(state, pane, paneColumns(state, pane)).length;
}

/** The texts of a list's lines, for searching. */
export function listTexts(state: State, pane: ListPane): readonly string[] {
  return listLines(state, pane, paneColumns(state, pane)).map((line) => line.map(({ text }) => text).join(''));
}
