import type { Line } from '../frame/line.ts';
import type { ListPane, State } from '../state/state.ts';
import { detailLines } from './details.ts';
import { sheetLines } from './sheet-lines.ts';

/** All lines of a pane that is a list. */
export function listLines(state: State, pane: ListPane, width: number): readonly Line[] {
  switch (pane) {
    case 'details':
      return detailLines(state);
    case 'compare':
    case 'lineage':
    case 'artifacts':
      return sheetLines(state, pane, width);
  }
}
