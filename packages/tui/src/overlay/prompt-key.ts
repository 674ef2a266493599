import { editLine, type LineText } from '../editor/line-edit.ts';
import type { PromptOverlay, State } from '../state/state.ts';
import { acceptPrompt } from './accept-prompt.ts';

/** The state after a key in a line that is typed over the panes. */
export function promptKey(state: State, overlay: PromptOverlay, key: string): State {
  if (key === 'enter') return acceptPrompt(state, overlay);
  const line = editLine(overlay, key);
  return line === undefined ? state : withLine(state, overlay, line);
}

/** The state with another text in the line. */
export function withLine(state: State, { problem: _, ...overlay }: PromptOverlay, line: LineText): State {
  return { ...state, overlay: { ...overlay, ...line, untouched: overlay.untouched && line.text === overlay.text } };
}
