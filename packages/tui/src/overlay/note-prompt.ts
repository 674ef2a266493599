import { type Sheet, textAt } from '../sheet/sheet.ts';
import type { State } from '../state/state.ts';

/** The state with the note that a run has in the line where it is written, unless somebody has begun to type. */
export function withNote(state: State, sheet: Sheet): State {
  const { overlay } = state;
  if (overlay?.kind !== 'prompt' || overlay.what.kind !== 'note' || !overlay.untouched) return state;
  const text = textAt(sheet, 'notes', 0) ?? '';
  return { ...state, overlay: { ...overlay, text, cursor: text.length } };
}
