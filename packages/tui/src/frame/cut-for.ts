import type { ActionName } from '../actions/action.ts';
import { keysOf } from '../keys/keys-of.ts';
import type { State } from '../state/state.ts';
import { lineWidth, piece, spread } from './fit.ts';
import type { Line } from './line.ts';

/** A line of the screen's width; where it is longer, its end says which key shows all of it. */
export function cutFor(action: ActionName, line: Line, { size, bindings }: State): Line {
  const [key] = keysOf(action, bindings);
  if (key === undefined || lineWidth(line) <= size.columns) return line;
  return spread(line, [piece(` ${key}`, { tone: 'accent' }), piece(' shows all ', { tone: 'muted' })], size.columns);
}
