import { effect } from '../actions/query.ts';
import { insertText } from '../editor/line-edit.ts';
import type { ConfirmOverlay, Overlay, State } from '../state/state.ts';
import { chooseKey, withSearch } from './choose-key.ts';
import { promptKey, withLine } from './prompt-key.ts';
import { readKey } from './read-key.ts';

/** The state after a key in what lies over the panes. */
export function overlayKey(state: State, overlay: Overlay, key: string): State {
  if (key === 'escape' || key === 'ctrl-c') return { ...state, overlay: undefined };
  switch (overlay.kind) {
    case 'help':
    case 'notes':
      return readKey(state, overlay, key);
    case 'choose':
      return chooseKey(state, overlay, key);
    case 'prompt':
      return promptKey(state, overlay, key);
    case 'confirm':
      return confirmKey(state, overlay, key);
  }
}

/** The state with a text pasted into what lies over the panes. */
export function overlayPaste(state: State, overlay: Overlay, text: string): State {
  switch (overlay.kind) {
    case 'choose':
      return withSearch(state, overlay, insertText(overlay.search, text));
    case 'prompt':
      return withLine(state, overlay, insertText(overlay, text));
    default:
      return state;
  }
}

/** Enter alone agrees to nothing. */
function confirmKey(state: State, { yes, no }: ConfirmOverlay, key: string): State {
  switch (key) {
    case 'y':
    case 'Y':
      return effect({ ...state, overlay: undefined }, yes);
    case 'n':
    case 'N':
    case 'q':
      return { ...state, overlay: no };
    default:
      return state;
  }
}
