import type { State } from '../state/state.ts';
import { diffArtifact, openArtifact, turnDiff } from './artifacts.ts';
import { cursor, curveTable, log, metricStep, most, pan, smooth, turnAxis, zoom, zoomAll } from './curves.ts';
import { editQuery } from './edit.ts';
import { baseline, clearMarks, mark, markAll } from './marks.ts';
import { move, moveSideways, page, toEnd } from './move.ts';
import { chooseFrom, filterColumn, help, leave, notes, quit, redraw, saveFile, suspend } from './overlay.ts';
import { compare, nextPane, onlyRoots, openBelow, openRow, showPane, visit, zoomPane } from './panes.ts';
import { copyCommand, copyQuery, redo, refresh, saveView, undo } from './query.ts';
import { promptRuns, removeRuns, restoreRuns, takeBack } from './runs-changes.ts';
import { search, searchOn } from './search.ts';
import { filter, group, hideColumn, moveColumn, resizeColumn, sort } from './table.ts';

/** What a key, the palette or a click does. */
export interface Action {
  /** In the imperative, for help and palette. */
  readonly help: string;
  /** What it writes into the query, or the `xt` command that does the same. */
  readonly says?: string;
  readonly apply: (state: State) => State;
}

/** Every action by name. */
export const actions = {
  down: { help: 'Go down', apply: (state) => move(state, 1) },
  up: { help: 'Go up', apply: (state) => move(state, -1) },
  left: { help: 'Go left', apply: (state) => moveSideways(state, -1) },
  right: { help: 'Go right', apply: (state) => moveSideways(state, 1) },
  'page-down': { help: 'Go down a page', apply: (state) => page(state, 1) },
  'page-up': { help: 'Go up a page', apply: (state) => page(state, -1) },
  'wheel-down': { help: 'Go down three', apply: (state) => move(state, 3) },
  'wheel-up': { help: 'Go up three', apply: (state) => move(state, -3) },
  first: { help: 'Go to the first', apply: (state) => toEnd(state, 'first') },
  last: { help: 'Go to the last', apply: (state) => toEnd(state, 'last') },
  'first-column': { help: 'Go to the first column', apply: (s) => moveSideways(s, Number.NEGATIVE_INFINITY) },
  'last-column': { help: 'Go to the last column', apply: (s) => moveSideways(s, Number.POSITIVE_INFINITY) },
  'edit-query': { help: 'Edit the query', says: 'xt query "…"', apply: editQuery },
  'sort-down': {
    help: 'Sort by this column, largest first',
    says: 'sort by COLUMN desc',
    apply: (s) => sort(s, 'desc'),
  },
  'sort-up': { help: 'Sort by this column, smallest first', says: 'sort by COLUMN asc', apply: (s) => sort(s, 'asc') },
  'sort-also': {
    help: 'Sort by this column behind the others',
    says: 'sort by KEY, COLUMN desc',
    apply: (s) => sort(s, 'desc', true),
  },
  'filter-only': { help: 'Only rows with this value', says: 'where COLUMN = VALUE', apply: (s) => filter(s, 'only') },
  'filter-not': {
    help: 'Not the rows with this value',
    says: 'where (COLUMN != VALUE or COLUMN is missing)',
    apply: (s) => filter(s, 'not'),
  },
  'filter-at-least': {
    help: 'Only rows with at least this value',
    says: 'where COLUMN >= VALUE',
    apply: (s) => filter(s, '>='),
  },
  'filter-at-most': {
    help: 'Only rows with at most this value',
    says: 'where COLUMN <= VALUE',
    apply: (s) => filter(s, '<='),
  },
  'filter-with': { help: 'Only rows with a condition on this column', says: 'where COLUMN …', apply: filterColumn },
  columns: { help: 'Choose columns', says: 'select COLUMN, …', apply: (s) => chooseFrom(s, 'columns') },
  'hide-column': { help: 'Hide this column', says: 'select COLUMN, …', apply: hideColumn },
  'column-left': { help: 'Move this column to the left', says: 'select COLUMN, …', apply: (s) => moveColumn(s, -1) },
  'column-right': { help: 'Move this column to the right', says: 'select COLUMN, …', apply: (s) => moveColumn(s, 1) },
  narrower: { help: 'Make this column narrower', apply: (s) => resizeColumn(s, -2) },
  wider: { help: 'Make this column wider', apply: (s) => resizeColumn(s, 2) },
  group: { help: 'Group by this column', says: 'group by COLUMN', apply: group },
  mark: { help: 'Mark this run, or take its mark away', says: "run 'ID', …", apply: mark },
  'mark-all': { help: 'Mark the runs that are shown', apply: markAll },
  'clear-marks': { help: 'Take all marks away', apply: clearMarks },
  baseline: { help: 'Compare with this run', says: "vs run 'ID'", apply: baseline },
  tag: { help: 'Tag the marked runs, or this one', says: 'xt tag RUN… LABEL', apply: (s) => promptRuns(s, 'tag') },
  untag: {
    help: 'Take a tag off the marked runs, or this one',
    says: 'xt tag RUN… LABEL --remove',
    apply: (s) => promptRuns(s, 'untag'),
  },
  note: {
    help: 'Write a note of the marked runs, or of this one',
    says: 'xt note RUN… TEXT',
    apply: (s) => promptRuns(s, 'note'),
  },
  rename: {
    help: 'Rename this run, or the marked ones',
    says: 'xt rename RUN NAME',
    apply: (s) => promptRuns(s, 'rename'),
  },
  remove: { help: 'Remove the marked runs, or this one; asks first', says: 'xt rm RUN…', apply: removeRuns },
  restore: { help: 'Bring the runs of the last removal back', says: 'xt rm --undo', apply: restoreRuns },
  'take-back': {
    help: 'Take the last change of runs back: removal, tag, note, name',
    says: 'xt rm|tag|note|rename RUN… --undo',
    apply: takeBack,
  },
  open: { help: 'Show this run, or the runs of this group', says: "run 'ID'", apply: openRow },
  'open-below': {
    help: 'Open or close the runs of a group, the children of a run',
    says: "runs where child of 'ID'",
    apply: openBelow,
  },
  roots: { help: 'Only runs without a parent', says: 'where parent is missing', apply: onlyRoots },
  'open-artifact': { help: 'Open this artifact', apply: openArtifact },
  'diff-artifact': {
    help: 'Show the differences of this text between two runs',
    says: "diff 'NAME' of run 'ID', 'ID'",
    apply: diffArtifact,
  },
  'turn-diff': { help: 'Differences of a text unified, or side by side', says: 'side by side', apply: turnDiff },
  visit: { help: 'Go to this run of the lineage', says: "lineage of run 'ID'", apply: visit },
  compare: { help: 'Show differences of the marked runs', says: "diff run 'ID', 'ID'", apply: compare },
  metrics: {
    help: 'Choose the metrics of the curves',
    says: 'curves METRIC, … of …',
    apply: (s) => chooseFrom(s, 'metrics'),
  },
  'metric-before': { help: 'Show the metric before', says: 'curves METRIC of …', apply: (s) => metricStep(s, -1) },
  'metric-after': { help: 'Show the metric after', says: 'curves METRIC of …', apply: (s) => metricStep(s, 1) },
  smoother: { help: 'Smooth more', says: 'smooth ema W', apply: (s) => smooth(s, 1) },
  rougher: { help: 'Smooth less', says: 'smooth ema W', apply: (s) => smooth(s, -1) },
  axis: { help: 'Turn the axis: step, time, relative', says: 'x AXIS', apply: turnAxis },
  log: { help: 'Logarithmic scale, or linear', apply: log },
  outliers: { help: 'Scale over most values: 98 %, 90, 75, 50, or all', apply: most },
  'zoom-in': { help: 'Zoom in', says: 'steps A..B', apply: (s) => zoom(s, 0.5) },
  'zoom-out': { help: 'Zoom out', says: 'steps A..B', apply: (s) => zoom(s, 2) },
  'pan-left': { help: 'Go to smaller steps', says: 'steps A..B', apply: (s) => pan(s, -0.25) },
  'pan-right': { help: 'Go to larger steps', says: 'steps A..B', apply: (s) => pan(s, 0.25) },
  'zoom-all': { help: 'Show the whole axis', apply: zoomAll },
  cursor: { help: 'Show values at a step, or no more', apply: cursor },
  'curve-table': { help: 'Show curves as numbers, or as pictures', apply: curveTable },
  'next-pane': { help: 'Go to the next pane', apply: nextPane },
  'pane-runs': { help: 'Go to the runs', apply: (s) => showPane(s, 'runs') },
  'pane-curves': { help: 'Show curves', says: 'curves …', apply: (s) => showPane(s, 'curves') },
  'pane-compare': { help: 'Show differences', says: 'diff …', apply: (s) => showPane(s, 'compare') },
  'pane-lineage': { help: 'Show lineage', says: 'lineage of …', apply: (s) => showPane(s, 'lineage') },
  'pane-artifacts': { help: 'Show artifacts', says: 'artifacts of …', apply: (s) => showPane(s, 'artifacts') },
  'pane-details': { help: 'Show details', says: "run 'ID' select *", apply: (s) => showPane(s, 'details') },
  'zoom-pane': { help: 'Give this pane the whole screen, or not', apply: zoomPane },
  search: { help: 'Search in this list', apply: search },
  'search-next': { help: 'Go to the next that was searched', apply: (s) => searchOn(s, 1) },
  'search-before': { help: 'Go to the one before that was searched', apply: (s) => searchOn(s, -1) },
  refresh: { help: 'Ask again', apply: refresh },
  views: { help: 'Open a saved view', says: 'xt query @NAME', apply: (s) => chooseFrom(s, 'view') },
  'save-view': { help: 'Save the query as a view', says: "xt view save NAME '…'", apply: saveView },
  'copy-query': { help: 'Copy the query', apply: copyQuery },
  'copy-command': { help: 'Copy the query as a shell command', says: "xt query '…'", apply: copyCommand },
  'save-file': { help: 'Save what is shown into a file', says: "xt query '…' -o FILE", apply: saveFile },
  notes: { help: 'Show all notes and errors at full length', apply: notes },
  palette: { help: 'All actions', apply: (s) => chooseFrom(s, 'action') },
  undo: { help: 'Take the last change of the query back', apply: undo },
  redo: { help: 'Do it again', apply: redo },
  redraw: { help: 'Draw the screen anew', apply: redraw },
  leave: { help: 'Leave what is open', apply: leave },
  suspend: { help: 'Suspend; `fg` comes back', apply: suspend },
  help: { help: 'Show the keys', apply: help },
  quit: { help: 'Leave xt', apply: quit },
} as const satisfies Readonly<Record<string, Action>>;

export type ActionName = keyof typeof actions;
