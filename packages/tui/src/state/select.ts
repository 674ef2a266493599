import type { Slot } from '../asks/ask.ts';
import { columnNamed, type Sheet } from '../sheet/sheet.ts';
import type { Answered, AskFailure, State } from './state.ts';

/** What is known of a slot. */
export function answerOf(state: State, slot: Slot): Answered | undefined {
  return state.answers[slot];
}

/** The last good answer of a slot. */
export function sheetOf(state: State, slot: Slot): Sheet | undefined {
  return state.answers[slot]?.good?.sheet;
}

/** The run that the panes beside are about. */
export function currentRun({ runs }: State): string | undefined {
  return runs.visited ?? runs.id;
}

/** The runs that panes beside the runs are about: the marked ones, else the one under the cursor; the baseline last. */
export function chosenIds(state: State): readonly string[] {
  const { baseline } = state.runs;
  const ids = markedOrCurrent(state);
  return baseline === undefined || ids.includes(baseline) ? ids : [...ids, baseline];
}

/** The runs whose curves are drawn; none where a query of curves says itself which, or where groups are drawn. */
export function curveIds(state: State): readonly string[] {
  return sheetOf(state, 'runs')?.source === 'curves' ? state.runs.marked : chosenIds(state);
}

/** The marked runs, else the one under the cursor. */
export function markedOrCurrent(state: State): readonly string[] {
  const { marked } = state.runs;
  const current = currentRun(state);
  return marked.length > 0 ? marked : current === undefined ? [] : [current];
}

/** True until the first chart can be drawn, or is known not to come. */
export function awaitsChart({ answers }: State): boolean {
  const { runs, names, curves } = answers;
  return [runs, names, curves].some((answered) => answered?.status === 'asked' && answered.good === undefined);
}

/** The part of the axis that the curves show. */
export function shownRange(state: State): { readonly from: number; readonly to: number } | undefined {
  return state.curves.window ?? wholeRange(state);
}

/** The column that holds the axis of the curves: `x` where a query of curves has a metric there. */
export function axisColumn(state: State): string {
  const { axis } = state.curves;
  return axis === 'step' && sheetOf(state, 'curves')?.columns.some(({ name }) => name === 'x') ? 'x' : axis;
}

/** From where to where the axis of the curves goes. */
export function wholeRange(state: State): { readonly from: number; readonly to: number } | undefined {
  const sheet = sheetOf(state, 'curves');
  const axis = sheet === undefined ? undefined : columnNamed(sheet, axisColumn(state));
  if (sheet === undefined || axis === undefined) return undefined;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < sheet.length; row++) {
    const at = axis.read(row);
    if (typeof at !== 'number') continue;
    if (at < from) from = at;
    if (at > to) to = at;
  }
  return from <= to ? { from, to } : undefined;
}

/** Why there is no answer, in one line. */
export function failureText({ message, diagnostics, hint }: AskFailure): string {
  const error = diagnostics.find(({ severity }) => severity === 'error');
  const more = error?.hint ?? hint;
  return `${error?.message ?? message}${more === undefined ? '' : ` · ${more}`}`;
}
