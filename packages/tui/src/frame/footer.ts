import type { State } from '../state/state.ts';
import { piece } from './fit.ts';
import type { Line } from './line.ts';

/** The last line: what an action said, or the keys that one needs first. */
export function footerLine(state: State): Line {
  const { message } = state;
  if (message !== undefined)
    return [piece(` ${message.text}`, { tone: message.kind === 'problem' ? 'error' : 'note' })];
  return [
    piece(
      ' / query  s sort  f filter  space mark  b baseline  # group  c columns  tab pane  v views  y copy  : actions  ? keys',
      { tone: 'muted' },
    ),
  ];
}
