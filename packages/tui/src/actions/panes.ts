import { fitsTwo } from '../frame/layout.ts';
import { runOfLine } from '../panes/lineage.ts';
import { addCondition } from '../query/filter-by.ts';
import { sheetOf } from '../state/select.ts';
import { cursorRow } from '../state/shown-rows.ts';
import type { PaneName, State } from '../state/state.ts';
import { editedQuery, say } from './query.ts';

/** The focus on a pane, which is shown beside the runs. */
export function showPane(state: State, pane: PaneName): State {
  const side = pane === 'runs' ? state.layout.side : pane;
  const compared = pane === 'compare' ? { ...state.compared, text: undefined } : state.compared;
  return { ...state, compared, layout: { ...state.layout, side, focus: pane, before: undefined } };
}

/** The focus on the other of the two panes; where only one has room, that one is shown. */
export function nextPane(state: State): State {
  return showPane(state, state.layout.focus === 'runs' ? state.layout.side : 'runs');
}

/** The focused pane alone on the screen, or both again. */
export function zoomPane(state: State): State {
  if (!fitsTwo(state.size)) return state;
  return { ...state, layout: { ...state.layout, zoomed: !state.layout.zoomed } };
}

/** Details of the run under the cursor, which leaving takes back; of a group its runs, or none of them again. */
export function openRow(state: State): State {
  if (cursorRow(state)?.id === undefined) return openBelow(state);
  const opened = showPane(state, 'details');
  return { ...opened, layout: { ...opened.layout, before: state.layout.side } };
}

/** The rows below the row of the cursor shown, or hidden again. */
export function openBelow(state: State): State {
  const row = cursorRow(state);
  if (row === undefined) return state;
  if (row.sheet.source !== 'groups' && row.sheet.source !== 'runs')
    return say(state, 'there is nothing below this row');
  const { open } = state.runs;
  const next = row.isOpen ? open.filter((key) => key !== row.key) : [...open, row.key];
  return { ...state, runs: { ...state.runs, open: next } };
}

/** Of the runs those without a parent: the others stand below theirs. */
export function onlyRoots(state: State): State {
  if (sheetOf(state, 'runs')?.source !== 'runs') return say(state, 'only runs have parents: these rows are none');
  const { text } = state.query;
  if (/\bparent is missing\b/.test(text))
    return say(state, 'only runs without a parent are shown; `.` opens their children');
  return editedQuery(state, addCondition(text, 'parent is missing'), 'these rows cannot be filtered');
}

/** The differences of the marked runs. */
export function compare(state: State): State {
  return showPane(state, 'compare');
}

/** The run of the line under the cursor of the lineage as the one that all panes are about. */
export function visit(state: State): State {
  const id = runOfLine(state, state.lists.lineage.row);
  return id === undefined ? state : { ...state, runs: { ...state.runs, visited: id } };
}
