import { editLine } from '../editor/line-edit.ts';
import type { ChooseOverlay, State } from '../state/state.ts';
import { acceptChoice } from './accept-choice.ts';
import { choices } from './choices.ts';

/** The state after a key in a list from which something is chosen. */
export function chooseKey(state: State, overlay: ChooseOverlay, key: string): State {
  const page = 10;
  switch (key) {
    case 'enter':
      return acceptChoice(state, overlay);
    case 'down':
    case 'ctrl-n':
    case 'wheel-down':
      return atRow(state, overlay, overlay.row + 1);
    case 'up':
    case 'ctrl-p':
    case 'wheel-up':
      return atRow(state, overlay, overlay.row - 1);
    case 'page-down':
      return atRow(state, overlay, overlay.row + page);
    case 'page-up':
      return atRow(state, overlay, overlay.row - page);
    case 'space':
      if (picksSeveral(overlay)) return pick(state, overlay);
      break;
    default:
  }
  const search = editLine(overlay.search, key);
  return search === undefined ? state : withSearch(state, overlay, search);
}

/** True where space picks, and Enter takes all that is picked. */
export function picksSeveral({ what }: ChooseOverlay): boolean {
  return what === 'columns' || what === 'metrics';
}

/** The state with another search; what matches best is under the cursor. */
export function withSearch(state: State, overlay: ChooseOverlay, search: ChooseOverlay['search']): State {
  const row = search.text === overlay.search.text ? overlay.row : 0;
  return { ...state, overlay: { ...overlay, search, row } };
}

function pick(state: State, overlay: ChooseOverlay): State {
  const item = choices(state, overlay).at(overlay.row);
  if (item === undefined) return state;
  const { picked } = overlay;
  const next = picked.includes(item.key) ? picked.filter((each) => each !== item.key) : [...picked, item.key];
  return atRow(state, { ...overlay, picked: next, untouched: false }, overlay.row + 1);
}

function atRow(state: State, overlay: ChooseOverlay, row: number): State {
  const last = choices(state, overlay).length - 1;
  return { ...state, overlay: { ...overlay, row: Math.max(0, Math.min(row, last)) } };
}
