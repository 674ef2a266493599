import type { ReadOverlay, State } from '../state/state.ts';
import { boxRows } from './overlay-size.ts';
import { readLines } from './read-lines.ts';

/** The state after a key in a text that is read. */
export function readKey(state: State, overlay: ReadOverlay, key: string): State {
  const rows = boxRows(state.size);
  const to = (top: number): State => {
    const last = Math.max(0, readLines(state, overlay).length - rows);
    return { ...state, overlay: { ...overlay, top: Math.max(0, Math.min(top, last)) } };
  };
  switch (key) {
    case 'q':
    case '?':
    case '!':
    case 'f1':
    case 'enter':
      return { ...state, overlay: undefined };
    case 'j':
    case 'down':
    case 'wheel-down':
      return to(overlay.top + 1);
    case 'k':
    case 'up':
    case 'wheel-up':
      return to(overlay.top - 1);
    case 'space':
    case 'page-down':
    case 'ctrl-d':
    case 'ctrl-f':
      return to(overlay.top + rows - 1);
    case 'page-up':
    case 'ctrl-u':
    case 'ctrl-b':
      return to(overlay.top - rows + 1);
    case 'g':
    case 'home':
      return to(0);
    case 'G':
    case 'end':
      return to(Number.POSITIVE_INFINITY);
    default:
      return state;
  }
}
