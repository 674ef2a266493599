import type { Slot } from '../asks/ask.ts';
import { piece } from '../frame/fit.ts';
import type { Line, Size } from '../frame/line.ts';
import { wrapText } from '../frame/wrap-text.ts';
import { failureText, sheetOf } from '../state/select.ts';
import type { ListPane, State } from '../state/state.ts';
import { listLines } from './list.ts';

/** The visible part of a list, with the line of the cursor marked. */
export function listPane(state: State, pane: ListPane, size: Size): readonly Line[] {
  const lines = listLines(state, pane, size.columns);
  if (lines.length === 0) {
    return wrapText(emptyText(state, pane), size.columns - 2).map((text) => [piece(` ${text}`, { tone: 'muted' })]);
  }
  const { top, row } = state.lists[pane];
  const focused = state.layout.focus === pane;
  return lines
    .slice(top, top + size.rows)
    .map((line, index) =>
      focused && top + index === row
        ? line.map((each) => ({ ...each, style: { ...each.style, selected: true } }))
        : line,
    );
}

const needs: Readonly<Record<ListPane, string>> = {
  details: ' details are of a run: this row is none',
  compare: ' mark two runs or more with space, or take one as the baseline with b',
  lineage: ' lineage is of a run: this row is none',
  artifacts: ' this run made and used no artifacts',
};

function emptyText(state: State, pane: ListPane): string {
  const slot: Slot = pane;
  const answered = state.answers[slot];
  if (answered?.failure !== undefined) return ` ${failureText(answered.failure)}`;
  const isWaiting = sheetOf(state, 'runs') === undefined && state.answers.runs?.failure === undefined;
  if (answered?.status === 'asked' || isWaiting) return ' loading';
  if (pane === 'artifacts' && state.runs.marked.length > 0) return ' the marked runs made and used no artifacts';
  return needs[pane];
}
