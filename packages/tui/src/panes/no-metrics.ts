import { curveIds, sheetOf } from '../state/select.ts';
import { columnOf, type ShownRow, shownRows } from '../state/shown-rows.ts';
import type { State } from '../state/state.ts';
import { headOfSheet } from '../state/table-columns.ts';

/** That the chosen runs have no metrics; and of the run under the cursor, which of the rows nearest below or above it has some. */
export function noMetricsWords(state: State): string {
  const { runs } = state;
  const words = curveIds(state).length > 1 ? 'these runs have no metrics' : 'this run has no metrics';
  const near = runs.marked.length > 0 || runs.visited !== undefined ? undefined : nearestMeasured(state);
  if (near === undefined) return words;
  const { row, by } = near;
  const name = headOfSheet(row.sheet)?.text(row.row);
  const count = Math.abs(by);
  const where = `${count === 1 ? 'the row' : `${count} rows`} ${by > 0 ? 'below' : 'above'}`;
  return `${words}; ${name === null || name === undefined ? `${where} is one that has` : `${name}, ${where}, has some`}`;
}

/** The first row below the cursor in which a metric stands, else the first above it. */
function nearestMeasured(state: State): { readonly row: ShownRow; readonly by: number } | undefined {
  const rows = shownRows(state);
  const measured = (sheetOf(state, 'runs')?.columns ?? []).filter(({ role }) => role === 'value');
  const from = state.runs.row;
  for (const step of [1, -1]) {
    for (let at = from + step, row = rows.at(at); row !== undefined; at += step, row = rows.at(at)) {
      const here = row;
      if (measured.some((column) => (columnOf(here, column)?.read(here.row) ?? null) !== null))
        return { row, by: at - from };
    }
  }
  return undefined;
}
