import type { Line } from '../frame/line.ts';
import type { ReadOverlay, State } from '../state/state.ts';
import { helpLines } from './help-lines.ts';
import { notesLines } from './notes-lines.ts';

/** All lines of a text that is read. */
export function readLines(state: State, { kind }: ReadOverlay): readonly Line[] {
  return kind === 'help' ? helpLines(state) : notesLines(state);
}
