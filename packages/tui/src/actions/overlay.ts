import type { Choice, State } from '../state/state.ts';
import { effect } from './query.ts';

/** A list over the panes from which something is chosen. */
export function chooseFrom(state: State, what: Choice): State {
  const picked = what === 'metrics' ? state.curves.metrics : [];
  return { ...state, overlay: { kind: 'choose', what, search: '', row: 0, picked } };
}

/** The keys. */
export function help(state: State): State {
  return { ...state, overlay: { kind: 'help', top: 0 } };
}

/** Asks for the file in which the answer is saved. */
export function saveFile(state: State): State {
  return { ...state, overlay: { kind: 'prompt', what: { kind: 'save-file' }, text: '', cursor: 0 } };
}

/** Out of what is open: a message, a zoomed pane, then back to the runs. */
export function leave(state: State): State {
  if (state.message !== undefined) return { ...state, message: undefined };
  if (state.layout.zoomed) return { ...state, layout: { ...state.layout, zoomed: false } };
  return { ...state, layout: { ...state.layout, focus: 'runs' } };
}

/** Stops the program until the shell lets it go on. */
export function suspend(state: State): State {
  return effect(state, { kind: 'suspend' });
}

/** Ends the program. */
export function quit(state: State): State {
  return effect(state, { kind: 'quit' });
}
