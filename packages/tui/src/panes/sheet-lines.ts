import { showNumber } from '@xt/engine/render';
import { cell, piece, safeWidth } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import type { Sheet, SheetColumn } from '../sheet/sheet.ts';
import { comparedFailure, comparedSheet } from '../state/compared.ts';
import { failureText } from '../state/select.ts';
import type { State } from '../state/state.ts';
import type { ListLines } from './list.ts';

const gap = '  ';
const leastWidth = 9;

/**
 * The answer of a pane's slot as a table: a header and a line a row. Where not all has room the widest columns give way, numbers
 * by digits; what has none even so comes in sight when those before it are left out.
 */
export function sheetLines(state: State, pane: 'compare', width: number): ListLines {
  const sheet = comparedSheet(state);
  const failure = comparedFailure(state);
  const isBare = sheet === undefined || sheet.columns.length === 0 || (sheet.length === 0 && failure === undefined);
  if (isBare) return { length: 0, at: () => undefined };
  const failed: readonly Line[] = failure === undefined ? [] : [[piece(failureText(failure), { tone: 'error' })]];
  let table: ((row: number) => Line) | undefined;
  return {
    length: 1 + sheet.length + failed.length,
    at: (row) => {
      table ??= tableOf(sheet, state.lists[pane].left, width);
      return row <= sheet.length ? table(row) : failed[row - sheet.length - 1];
    },
  };
}

/** The lines of a table: its header, and from 1 on its rows. */
function tableOf(sheet: Sheet, left: number, width: number): (row: number) => Line {
  const fixed = fixedColumns(sheet);
  const columns = columnsInSight(sheet.columns.toSpliced(fixed, Math.min(left, mostLeft(sheet))), sheet.length, width);
  const widths = widthsThatFit(
    columns.map(({ natural }) => natural),
    fixed,
    width - (columns.length - 1) * gap.length,
  );
  const line = (text: (column: SheetColumn, width: number) => string, tone: 'muted' | 'text'): Line =>
    columns.flatMap(({ column }, index) => {
      const own = widths[index] ?? 1;
      return [cell(text(column, own), own, { tone }, column.right), { text: gap }];
    });
  return (row) =>
    row === 0
      ? line(({ name }, own) => endOf(name, own), 'muted')
      : line((column, own) => shortened(column.text(row - 1) ?? '-', own), 'text');
}

/** How many columns can be left out so that one more than those that stay is seen. */
export function mostLeft(sheet: Sheet): number {
  return Math.max(0, sheet.columns.length - fixedColumns(sheet) - 1);
}

/** The columns that say what a row is: of differences of runs, not of lines of a text. */
function fixedColumns({ columns }: Sheet): number {
  return columns[0]?.name === 'section' ? 2 : 0;
}

/** The first columns, as many as could have room, with the widths that they would like. */
function columnsInSight(columns: readonly SheetColumn[], rows: number, width: number) {
  const seen: { readonly column: SheetColumn; readonly natural: number }[] = [];
  let used = 0;
  for (const column of columns) {
    if (used > width) break;
    const natural = widestOf(column, rows, columns.length);
    seen.push({ column, natural });
    used += Math.min(natural, leastWidth) + gap.length;
  }
  return seen;
}

/** What a row is keeps up to a quarter of the room; the other columns that are too wide are all as wide, not less than can be read. */
function widthsThatFit(widths: readonly number[], fixed: number, room: number): readonly number[] {
  const mostFixed = Math.max(leastWidth, Math.floor(room / 4));
  const fit = (most: number) =>
    widths.map((width, index) => Math.min(width, index < fixed ? Math.max(most, mostFixed) : most));
  let most = Math.max(leastWidth, Math.min(room, Math.max(...widths)));
  while (most > leastWidth && fit(most).reduce((sum, width) => sum + width, 0) > room) most--;
  return fit(most);
}

/** A number with fewer digits rather than without its end. */
function shortened(text: string, width: number): string {
  if (safeWidth(text) <= width || !/^-?\d[\d.eE+-]*$/.test(text) || Number.isNaN(Number(text))) return text;
  return showNumber(Number(text));
}

/** The end of a name that is too long, since runs that are compared begin alike; of a difference its sign too. */
function endOf(name: string, width: number): string {
  if (safeWidth(name) <= width) return name;
  const sign = name.startsWith('Δ ') ? 'Δ' : '';
  const letters = [...name.slice(sign.length)];
  while (letters.length > 0 && safeWidth(`${sign}${letters.join('')}`) >= width) letters.shift();
  return `${sign}…${letters.join('')}`;
}

// Of larger tables rows here and there are looked at.
const mostLookedAt = 6000;

function widestOf(column: SheetColumn, rows: number, columns: number): number {
  const stride = Math.ceil((rows * columns) / mostLookedAt);
  let widest = safeWidth(column.name);
  for (let row = 0; row < rows; row += stride) widest = Math.max(widest, safeWidth(column.text(row) ?? '-'));
  return widest;
}
