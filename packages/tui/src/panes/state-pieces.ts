import { piece } from '../frame/fit.ts';
import type { Piece } from '../frame/line.ts';
import { idAt, type Sheet, textAt } from '../sheet/sheet.ts';
import { stateWord } from '../state/rhythm.ts';
import type { State } from '../state/state.ts';
import { stateTone } from './state-tone.ts';

/** The state of the run in a row, where it is other than most are. */
export function statePieces(state: State, sheet: Sheet, row: number): readonly Piece[] {
  const said = textAt(sheet, 'state', row);
  if (said === undefined || said === 'finished') return [];
  const word = stateWord(state, idAt(sheet, row), said);
  const tone = stateTone(word);
  return [piece(`${word}  `, tone === undefined ? {} : { tone })];
}
