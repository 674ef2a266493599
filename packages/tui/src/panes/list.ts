import type { Line } from '../frame/line.ts';
import { currentRun, markedOrCurrent } from '../state/select.ts';
import type { ListPane, State } from '../state/state.ts';
import { artifactLines } from './artifacts.ts';
import { detailLines } from './details.ts';
import { lineageLines } from './lineage.ts';
import { sheetLines } from './sheet-lines.ts';

/** The lines of a pane that is a list, each made when it is looked at. */
export interface ListLines {
  readonly length: number;
  readonly at: (row: number) => Line | undefined;
}

/** All lines of a pane that is a list. */
export function listLines(state: State, pane: ListPane, width: number): readonly Line[] {
  const { length, at } = linesOf(state, pane, width);
  return Array.from({ length }, (_, row) => at(row) ?? []);
}

/** The lines of a pane that is a list, of which some are looked at. */
export function linesOf(state: State, pane: ListPane, width: number): ListLines {
  if (pane === 'compare') return sheetLines(state, pane, width);
  const lines = madeLines(state, pane, width);
  return { length: lines.length, at: (row) => lines[row] };
}

function madeLines(state: State, pane: Exclude<ListPane, 'compare'>, width: number): readonly Line[] {
  if ((pane === 'details' || pane === 'lineage') && currentRun(state) === undefined) return [];
  if (pane === 'artifacts' && markedOrCurrent(state).length === 0) return [];
  switch (pane) {
    case 'details':
      return detailLines(state, width);
    case 'lineage':
      return lineageLines(state);
    case 'artifacts':
      return artifactLines(state, width);
  }
}
