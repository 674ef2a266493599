import type { State } from '../state/state.ts';

/** The state after a key in what lies over the panes. */
export function overlayKey(state: State, key: string): State {
  switch (key) {
    case 'escape':
    case 'ctrl-c':
    case 'q':
      return { ...state, overlay: undefined };
    default:
      return state;
  }
}

/** The state with a text pasted into what lies over the panes. */
export function overlayPaste(state: State, _text: string): State {
  return state;
}
