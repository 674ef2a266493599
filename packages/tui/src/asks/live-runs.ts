import { paneRows } from '../frame/layout.ts';
import { idAt } from '../sheet/sheet.ts';
import { isRunning, isStalled } from '../state/rhythm.ts';
import { sheetOf } from '../state/select.ts';
import { shownRows } from '../state/shown-rows.ts';
import type { State } from '../state/state.ts';

/** The live runs whose rhythm matters now: those that are seen, and the newest. */
export function liveIds(state: State): readonly string[] {
  const rows = shownRows(state);
  const seen = Array.from({ length: paneRows(state, 'runs') }, (_, index) => rows.at(state.runs.top + index)).flatMap(
    (row) => (row?.id !== undefined && isRunning(row.sheet, row.row) ? [row.id] : []),
  );
  return [...new Set([...seen, ...newestIds(state)])];
}

/** `3 live, 1 stalled`: of all runs in reach; `1+` where not all of them are known. Nothing where none is live. */
export function liveWords(state: State): string | undefined {
  const sheet = sheetOf(state, 'live');
  if (sheet === undefined || sheet.total === 0) return undefined;
  const ids = liveIds(state);
  const stalled = ids.filter((id) => isStalled(state, id)).length;
  const isKnown =
    sheet.length === sheet.total &&
    ids.every((id) => state.rhythms[id]?.started !== undefined && 'points' in (state.rhythms[id] ?? {}));
  const words = stalled === 0 ? '' : `, ${stalled}${isKnown ? '' : '+'} stalled`;
  return `${sheet.total.toLocaleString('en-US')} live${words}`;
}

function newestIds(state: State): readonly string[] {
  const sheet = sheetOf(state, 'live');
  return sheet === undefined ? [] : Array.from({ length: sheet.length }, (_, row) => idAt(sheet, row) ?? '');
}
