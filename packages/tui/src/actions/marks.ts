import { versus } from '../query/versus.ts';
import type { SheetColumn } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import { cursorRow, shownRows } from '../state/shown-rows.ts';
import type { State } from '../state/state.ts';
import { move } from './move.ts';
import { editedQuery, say } from './query.ts';

/** The run under the cursor marked, or no longer; the cursor goes on. */
export function mark(state: State): State {
  const id = runUnderCursor(state);
  if (id === undefined) return say(state, 'this row is no run');
  const { marked } = state.runs;
  const next = marked.includes(id) ? marked.filter((each) => each !== id) : [...marked, id];
  return move({ ...state, runs: { ...state.runs, marked: next } }, 1);
}

const most = 100;

/** The first hundred runs marked; far from there those that are seen, and on from them. */
export function markAll(state: State): State {
  const rows = shownRows(state);
  const first = rows.at(0) === undefined ? state.runs.top : 0;
  const ids: string[] = [];
  for (let index = first; index < rows.length && ids.length < most; index++) {
    const row = rows.at(index);
    if (row === undefined) break;
    if (row.id !== undefined && !ids.includes(row.id)) ids.push(row.id);
  }
  const next = { ...state, runs: { ...state.runs, marked: ids } };
  if (rows.length <= most) return next;
  const which = first === 0 ? `the first ${ids.length}` : `${ids.length} from row ${first + 1} on`;
  return say(next, `marked ${which} of ${rows.length}`, 'done');
}

/** No run marked. */
export function clearMarks(state: State): State {
  return { ...state, runs: { ...state.runs, marked: [] } };
}

/** The run under the cursor as what the others are compared with, or no longer: its differences stand in the query. */
export function baseline(state: State): State {
  const id = runUnderCursor(state);
  if (id === undefined) return say(state, 'this row is no run');
  const next = state.runs.baseline === id ? undefined : id;
  const columns = (sheetOf(state, 'runs')?.columns ?? []).filter(isMeasured).map(({ name }) => name);
  const pinned = { ...state, runs: { ...state.runs, baseline: next } };
  if (next !== undefined && columns.length === 0) {
    return say(
      pinned,
      'curves and differences compare with this run; a column of a metric shows it in the table',
      'done',
    );
  }
  return editedQuery(pinned, versus(state.query.text, next, columns), 'these rows cannot be compared with a run');
}

function isMeasured({ name, role, type }: SheetColumn): boolean {
  return role === 'value' && (type === 'number' || type === 'integer') && !/_(base|diff|ratio)$/.test(name);
}

function runUnderCursor(state: State): string | undefined {
  return cursorRow(state)?.id;
}
