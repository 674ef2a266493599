import { cutText, textWidth } from '@xt/engine/render';
import { cell, fitLine, piece } from '../frame/fit.ts';
import type { Line, Piece, Size, Style } from '../frame/line.ts';
import { sortedBy } from '../query/sort-by.ts';
import { idAt, type Sheet, type SheetColumn } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { columnWidths } from './column-widths.ts';

/** The rows of the query: a header and a line a row, in as many lines as there is room. */
export function runsPane(state: State, size: Size): readonly Line[] {
  const sheet = sheetOf(state, 'runs');
  if (sheet === undefined) return waiting(state);
  if (sheet.length === 0) return [[piece(' no rows', { tone: 'muted' })]];
  const { top, column } = state.runs;
  const rows = Math.min(size.rows - 1, sheet.length - top);
  const places = columnWidths(sheet, { top, rows, width: size.columns - gutter, chosen: state.runs.widths, column });
  const header = headerLine(state, sheet, places);
  const body = Array.from({ length: Math.max(rows, 0) }, (_, index) => rowLine(state, sheet, places, top + index));
  return [header, ...body].map((line) => fitLine(line, size.columns));
}

/** Cells before the first column: the cursor, and the mark. */
const gutter = 3;
const gap: Piece = { text: '  ' };

interface ColumnPlace {
  readonly index: number;
  readonly width: number;
}

function headerLine(state: State, sheet: Sheet, places: readonly ColumnPlace[]): Line {
  const sorted = sortedBy(state.query.text);
  const cells = places.flatMap(({ index, width }) => {
    const column = sheet.columns[index];
    if (column === undefined) return [];
    const mark = sorted?.column === column.name ? (sorted.direction === 'desc' ? '▾' : '▴') : '';
    const own = index === state.runs.column && state.layout.focus === 'runs';
    const name = mark === '' ? column.name : `${cutText(column.name, width - 1)}${mark}`;
    return [cell(name, width, { tone: 'title', ...(own ? { underline: true, bold: true } : {}) }, column.right), gap];
  });
  return [{ text: ' '.repeat(gutter) }, ...cells];
}

function rowLine(state: State, sheet: Sheet, places: readonly ColumnPlace[], row: number): Line {
  const { marked, baseline } = state.runs;
  const id = idAt(sheet, row);
  const isCursor = row === state.runs.row;
  const focused = state.layout.focus === 'runs';
  const place = id === undefined ? -1 : marked.indexOf(id);
  const style = (own: Style): Style => (isCursor ? { ...own, selected: true } : own);
  const pointer = isCursor ? (focused ? '❯' : '›') : ' ';
  const sign: Piece =
    place >= 0
      ? { text: '●', style: style({ tone: seriesTone(place) }) }
      : { text: id !== undefined && id === baseline ? '◆' : ' ', style: style({ tone: 'accent' }) };
  const cells = places.flatMap(({ index, width }) => {
    const column = sheet.columns[index];
    if (column === undefined) return [];
    const isCell = isCursor && focused && index === state.runs.column;
    return [cellPiece(column, row, width, isCell ? { inverse: true } : style({})), { ...gap, style: style({}) }];
  });
  return [
    { text: pointer, style: style({ tone: 'accent', bold: true }) },
    sign,
    { text: ' ', style: style({}) },
    ...cells,
  ];
}

/** The tone of the curve of the run that was marked at this place. */
export function seriesTone(place: number): NonNullable<Style['tone']> {
  return `series-${(place % 8) as 0}`;
}

function cellPiece(column: SheetColumn, row: number, width: number, style: Style): Piece {
  const text = column.text(row);
  if (text === null) return cell('-', width, { ...style, tone: 'muted' }, column.right);
  const stateTone = column.name === 'state' ? stateTones[text] : undefined;
  return cell(text, width, stateTone === undefined ? style : { ...style, tone: stateTone }, column.right);
}

const stateTones: Readonly<Record<string, Style['tone']>> = {
  running: 'accent',
  failed: 'error',
  crashed: 'error',
  killed: 'note',
};

function waiting(state: State): readonly Line[] {
  const answered = state.answers.runs;
  if (answered?.failure !== undefined) return [[piece(` ${answered.failure.message}`, { tone: 'error' })]];
  return [[piece(' loading', { tone: 'muted' })]];
}

/** How wide the text of a column is where it is widest, in these rows. */
export function widestText(column: SheetColumn, top: number, rows: number): number {
  let widest = 1;
  for (let row = top; row < top + rows; row++) widest = Math.max(widest, textWidth(column.text(row) ?? '-'));
  return widest;
}
