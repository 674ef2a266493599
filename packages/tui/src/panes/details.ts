import { piece } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import { sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';

/** The fields, params and last metrics of the run that is asked for, a line each. */
export function detailLines(state: State): readonly Line[] {
  const sheet = sheetOf(state, 'details');
  if (sheet === undefined || sheet.length === 0) return [];
  const width = Math.min(40, Math.max(...sheet.columns.map(({ name }) => name.length)));
  return sheet.columns.flatMap((column) => {
    const text = column.text(0);
    return text === null ? [] : [[piece(`${column.name.padEnd(width)}  `, { tone: 'muted' }), piece(text)]];
  });
}
