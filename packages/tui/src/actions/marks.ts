import { idAt } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { move } from './move.ts';
import { say } from './query.ts';

/** The run under the cursor marked, or no longer; the cursor goes on. */
export function mark(state: State): State {
  const id = runUnderCursor(state);
  if (id === undefined) return say(state, 'this row is no run');
  const { marked } = state.runs;
  const next = marked.includes(id) ? marked.filter((each) => each !== id) : [...marked, id];
  return move({ ...state, runs: { ...state.runs, marked: next } }, 1);
}

const most = 100;

/** The first hundred runs of the answer marked. */
export function markAll(state: State): State {
  const sheet = sheetOf(state, 'runs');
  if (sheet === undefined) return state;
  const ids = Array.from({ length: Math.min(sheet.length, most) }, (_, row) => idAt(sheet, row)).flatMap(
    (id) => id ?? [],
  );
  const next = { ...state, runs: { ...state.runs, marked: ids } };
  return sheet.total > most ? say(next, `marked the first ${most} of ${sheet.total}`, 'done') : next;
}

/** No run marked. */
export function clearMarks(state: State): State {
  return { ...state, runs: { ...state.runs, marked: [] } };
}

/** The run under the cursor as what others are compared with, or no longer. */
export function baseline(state: State): State {
  const id = runUnderCursor(state);
  if (id === undefined) return say(state, 'this row is no run');
  return { ...state, runs: { ...state.runs, baseline: state.runs.baseline === id ? undefined : id } };
}

function runUnderCursor(state: State): string | undefined {
  const sheet = sheetOf(state, 'runs');
  return sheet === undefined ? undefined : idAt(sheet, state.runs.row);
}
