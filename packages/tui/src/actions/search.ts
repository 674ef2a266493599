import { listTexts } from '../frame/layout.ts';
import type { State } from '../state/state.ts';
import { moveList } from './move.ts';
import { say } from './query.ts';

/** Asks what to search in the focused list. */
export function search(state: State): State {
  const { focus } = state.layout;
  if (focus === 'runs' || focus === 'curves') return state;
  const text = state.lists[focus].search;
  return {
    ...state,
    overlay: { kind: 'prompt', what: { kind: 'search', pane: focus }, text, cursor: text.length, untouched: true },
  };
}

/** The cursor on the next line that has the searched text, or on the one before. */
export function searchOn(state: State, way: 1 | -1): State {
  const { focus } = state.layout;
  if (focus === 'runs' || focus === 'curves') return state;
  const { search: wanted, row } = state.lists[focus];
  if (wanted === '') return search(state);
  const texts = listTexts(state, focus);
  for (let distance = 1; distance <= texts.length; distance++) {
    const at = (row + way * distance + texts.length * 2) % texts.length;
    if (texts[at]?.toLowerCase().includes(wanted.toLowerCase()) === true) return moveList(state, focus, at);
  }
  return say(state, `no line has \`${wanted}\``);
}
