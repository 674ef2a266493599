import { textWidth } from '@xt/engine/render';
import { cell } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import type { SheetColumn } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';

/** The answer of a pane's slot as a table: a header and a line a row. */
export function sheetLines(state: State, pane: 'compare', width: number): readonly Line[] {
  const sheet = sheetOf(state, pane);
  if (sheet === undefined || sheet.columns.length === 0) return [];
  const widths = sheet.columns.map((column) => widestOf(column, sheet.length, Math.max(12, Math.floor(width / 2))));
  const line = (text: (column: SheetColumn) => string, tone: 'muted' | 'text'): Line =>
    sheet.columns.flatMap((column, index) => [
      cell(text(column), widths[index] ?? 1, { tone }, column.right),
      { text: '  ' },
    ]);
  const rows = Array.from({ length: sheet.length }, (_, row) => line((column) => column.text(row) ?? '-', 'text'));
  return [line(({ name }) => name, 'muted'), ...rows];
}

function widestOf(column: SheetColumn, rows: number, most: number): number {
  let widest = textWidth(column.name);
  for (let row = 0; row < rows; row++) widest = Math.max(widest, textWidth(column.text(row) ?? '-'));
  return Math.min(widest, most);
}
