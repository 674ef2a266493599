import { paneRows, placePanes } from '../frame/layout.ts';
import { idAt } from '../sheet/sheet.ts';
import { isRunning, isStalled } from '../state/rhythm.ts';
import { sheetOf } from '../state/select.ts';
import { shownRows } from '../state/shown-rows.ts';
import type { State } from '../state/state.ts';
import type { Slot } from './ask.ts';

/** The live runs whose rhythm matters now: those that are seen, in the table and beside it, and the newest. */
export function liveIds(state: State): readonly string[] {
  return [...new Set([...tableIds(state), ...besideIds(state)])];
}

/** Those of the table, and the newest in reach. */
function tableIds(state: State): readonly string[] {
  const rows = shownRows(state);
  const seen = Array.from({ length: paneRows(state, 'runs') }, (_, index) => rows.at(state.runs.top + index)).flatMap(
    (row) => (row?.id !== undefined && isRunning(row.sheet, row.row) ? [row.id] : []),
  );
  return [...new Set([...seen, ...newestIds(state)])];
}

// Of a pane of many runs so many are looked at.
const mostBeside = 24;

/** The live runs of the panes of details and lineage. */
function besideIds(state: State): readonly string[] {
  const slots = placePanes(state).flatMap(({ pane }): readonly Slot[] =>
    pane === 'details' ? ['details', 'kin'] : pane === 'lineage' ? ['lineage', 'siblings'] : [],
  );
  const ids = slots.flatMap((slot) => {
    const sheet = sheetOf(state, slot);
    if (sheet === undefined) return [];
    return Array.from({ length: sheet.length }, (_, row) => (isRunning(sheet, row) ? (idAt(sheet, row) ?? []) : []));
  });
  return ids.flat().slice(0, mostBeside);
}

/** `3 live, 1 stalled`: of all runs in reach; `1+` where not all of them are known. Nothing where none is live. */
export function liveWords(state: State): string | undefined {
  const sheet = sheetOf(state, 'live');
  if (sheet === undefined || sheet.total === 0) return undefined;
  const ids = tableIds(state);
  const stalled = ids.filter((id) => isStalled(state, id)).length;
  const isKnown = sheet.length === sheet.total && ids.every((id) => isLookedAt(state, id));
  const words = stalled === 0 ? '' : `, ${stalled}${isKnown ? '' : '+'} stalled`;
  return `${sheet.total.toLocaleString('en-US')} live${words}`;
}

/** True where all that there is to know of how a run logs was asked; of one without any time nothing says when it is stalled. */
function isLookedAt({ rhythms, answers }: State, id: string): boolean {
  return rhythms[id]?.points !== undefined && answers.begun?.status === 'answered';
}

function newestIds(state: State): readonly string[] {
  const sheet = sheetOf(state, 'live');
  return sheet === undefined ? [] : Array.from({ length: sheet.length }, (_, row) => idAt(sheet, row) ?? '');
}
