import { shellCommand } from '../query/shell-command.ts';
import { idAt, textAt } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import { cursorRow } from '../state/shown-rows.ts';
import type { State } from '../state/state.ts';
import { effect, say } from './query.ts';

/** Asks for a tag, a note or a name for the marked runs, else the one under the cursor. */
export function promptRuns(state: State, kind: 'tag' | 'untag' | 'note' | 'rename'): State {
  const ids = meantIds(state);
  if (ids.length === 0) return say(state, 'this row is no run');
  const names = ids.map((id) => nameOf(state, id));
  const text = kind === 'rename' && ids.length === 1 ? (names[0] ?? '') : '';
  return {
    ...state,
    overlay: { kind: 'prompt', what: { kind, ids, names }, text, cursor: text.length, untouched: true },
  };
}

/** Asks whether the marked runs, else the one under the cursor, are to be removed. */
export function removeRuns(state: State): State {
  const ids = meantIds(state);
  return ids.length === 0 ? say(state, 'this row is no run') : effect(state, { kind: 'plan-remove', ids });
}

/** Brings the runs of the last removal back. */
export function restoreRuns(state: State): State {
  return effect(state, {
    kind: 'change',
    change: { kind: 'restore', of: { kind: 'last' } },
    done: 'brought back',
    after: '',
    says: shellCommand('xt rm --undo', state.session.flags),
  });
}

/** Takes the last change of runs back that was made here, or asks before what may take back more. */
export function takeBack(state: State): State {
  const back = state.takeBack;
  if (back === undefined) {
    return say(state, 'no run was changed here; `restore` in the palette brings the runs of the last removal back');
  }
  return back.kind === 'change' ? effect(state, back) : { ...state, overlay: back };
}

function meantIds(state: State): readonly string[] {
  if (state.runs.marked.length > 0) return state.runs.marked;
  const id = cursorRow(state)?.id;
  return id === undefined ? [] : [id];
}

/** What people call a run, where it is on the screen; else its id. */
function nameOf(state: State, id: string): string {
  const sheet = sheetOf(state, 'runs');
  if (sheet === undefined) return id;
  for (let row = 0; row < sheet.length; row++) if (idAt(sheet, row) === id) return textAt(sheet, 'name', row) ?? id;
  return id;
}
