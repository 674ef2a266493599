import type { Line } from '../frame/line.ts';
import { currentRun, markedOrCurrent } from '../state/select.ts';
import type { ListPane, State } from '../state/state.ts';
import { artifactLines } from './artifacts.ts';
import { detailLines } from './details.ts';
import { lineageLines } from './lineage.ts';
import { sheetLines } from './sheet-lines.ts';

/** All lines of a pane that is a list. */
export function listLines(state: State, pane: ListPane, width: number): readonly Line[] {
  if ((pane === 'details' || pane === 'lineage') && currentRun(state) === undefined) return [];
  if (pane === 'artifacts' && markedOrCurrent(state).length === 0) return [];
  switch (pane) {
    case 'details':
      return detailLines(state, width);
    case 'lineage':
      return lineageLines(state);
    case 'artifacts':
      return artifactLines(state, width);
    case 'compare':
      return sheetLines(state, pane, width);
  }
}
