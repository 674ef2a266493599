import type { ChooseOverlay, Overlay, State } from '../state/state.ts';
import { acceptChoice } from './accept-choice.ts';
import { choices } from './choices.ts';
import { chooseKey, picksSeveral } from './choose-key.ts';
import { choiceRoom, firstChoice } from './choose-lines.ts';
import { overlayBox } from './overlay-box.ts';
import { boxRows } from './overlay-size.ts';

/** The state after a click while something lies over the panes: on an item it is taken or picked, beside the box that closes. */
export function overlayClick(
  state: State,
  overlay: Overlay,
  cell: { readonly column: number; readonly row: number },
): State {
  const box = overlayBox(state)[0];
  if (box === undefined) return state;
  const { column, row, width, lines } = box;
  const inside = { column: cell.column - column, row: cell.row - row };
  const isInside = inside.column >= 0 && inside.column < width && inside.row >= 0 && inside.row < lines.length;
  if (!isInside)
    return overlay.kind === 'prompt' || overlay.kind === 'confirm' ? state : { ...state, overlay: undefined };
  // Behind the border and the search.
  return overlay.kind === 'choose' ? clickedItem(state, overlay, inside.row - 2) : state;
}

function clickedItem(state: State, overlay: ChooseOverlay, line: number): State {
  const { length } = choices(state, overlay);
  const room = choiceRoom(boxRows(state.size));
  const row = firstChoice(overlay.row, length, room) + line;
  if (line < 0 || line >= room || row >= length) return state;
  const at = { ...overlay, row };
  return picksSeveral(overlay) ? chooseKey(state, at, 'space') : acceptChoice(state, at);
}
