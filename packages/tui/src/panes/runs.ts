import { cutText } from '@xt/engine/render';
import { cell, fitLine, piece } from '../frame/fit.ts';
import { paneColumns, paneRows } from '../frame/layout.ts';
import type { Line, Piece, Size, Style } from '../frame/line.ts';
import { textAt } from '../sheet/sheet.ts';
import { bestOf } from '../state/best-rows.ts';
import { failureText, sheetOf } from '../state/select.ts';
import { columnOf, type ShownRow, shownRows } from '../state/shown-rows.ts';
import type { State } from '../state/state.ts';
import { headColumn, headOfSheet, type TableColumn, tableColumns } from '../state/table-columns.ts';
import { type ColumnPlace, columnWidths } from './column-widths.ts';
import { noRowsLines } from './no-rows.ts';
import { seriesTone } from './series-tone.ts';
import { stateTone } from './state-tone.ts';

/** What the pane of runs shows, and in a few words which columns are out of sight. */
export interface RunsPane {
  readonly lines: readonly Line[];
  readonly hidden: string;
}

/** The rows of the query: a header and a line a row, in as many lines as there is room. */
export function runsPane(state: State, size: Size): RunsPane {
  const sheet = sheetOf(state, 'runs');
  if (sheet === undefined) return { lines: waiting(state), hidden: '' };
  if (sheet.total === 0) return { lines: noRowsLines(state, sheet, size.columns), hidden: '' };
  const rows = shownRows(state);
  const visible = visibleRows(state, size);
  const columns = tableColumns(state);
  const places = placesOf(state, size, columns);
  const bests = new Map(places.map(({ index }) => [index, bestOfColumn(state, columns[index])]));
  const header = headerLine(state, columns, places);
  const body = visible.map((row, index) =>
    row === undefined
      ? notFetched(state, rows.length, state.runs.top + index)
      : rowLine(state, row, state.runs.top + index, columns, places, bests),
  );
  const lines = [header, ...body].map((line) => fitLine(line, size.columns));
  return { lines, hidden: hiddenColumns(state, columns, places) };
}

/** The index of the column that stands in a cell of the pane; undefined before the first and behind the last. */
export function runsColumnAt(state: State, size: Size, cell: number): number | undefined {
  let from = gutter;
  for (const { index, width } of placesOf(state, size, tableColumns(state))) {
    if (cell >= from && cell < from + width + gap.length) return index;
    from += width + gap.length;
  }
  return undefined;
}

/** How many columns are out of sight on the left, and on the right, and which of them the rows are sorted by: `‹3 5› by val/acc▾`. */
function hiddenColumns(state: State, columns: readonly TableColumn[], places: readonly ColumnPlace[]): string {
  const seen = new Set(places.map(({ index }) => index));
  // What says what a row is stands before its place where that is out of sight.
  const first = (places.length > 1 ? places[1] : places[0])?.index ?? 0;
  const hidden = [...columns.keys()].filter((index) => !seen.has(index));
  const left = hidden.filter((index) => index < first).length;
  const sorted = hidden.length === 0 ? [] : sortSigns(state);
  const sortedHidden = sorted.filter(({ column }) => hidden.some((index) => columns[index]?.column.name === column));
  return [
    ...(left === 0 ? [] : [`‹${left}`]),
    ...(hidden.length === left ? [] : [`${hidden.length - left}›`]),
    ...(sortedHidden.length === 0
      ? []
      : [`by ${sortedHidden.map(({ column, sign }) => `${column}${sign}`).join(', ')}`]),
  ].join(' ');
}

/** How wide a column of the pane is. */
export function shownWidth(state: State, index: number): number {
  const size = { columns: paneColumns(state, 'runs'), rows: paneRows(state, 'runs') + 1 };
  return placesOf(state, size, tableColumns(state)).find((place) => place.index === index)?.width ?? 0;
}

function visibleRows(state: State, size: Size): readonly (ShownRow | undefined)[] {
  const rows = shownRows(state);
  return Array.from({ length: Math.max(size.rows - 1, 0) }, (_, index) => rows.at(state.runs.top + index));
}

function placesOf(state: State, size: Size, columns: readonly TableColumn[]): readonly ColumnPlace[] {
  const seen = visibleRows(state, size).flatMap((row) => row ?? []);
  const head = headColumn(columns);
  const texts = (column: TableColumn) => seen.map((row) => cellText(column, row, column === head));
  const room = {
    width: size.columns - gutter,
    chosen: state.runs.widths,
    cursor: state.runs.column,
    head: head === undefined ? 0 : columns.indexOf(head),
  };
  return columnWidths(columns, texts, room);
}

/** Cells before the first column: the cursor, and the mark. */
const gutter = 3;
const gap = '  ';

type Bests = ReadonlyMap<number, ReturnType<typeof bestOf>>;

function bestOfColumn(state: State, column: TableColumn | undefined): ReturnType<typeof bestOf> {
  return column === undefined || column.isDifference ? undefined : bestOf(state, column.column);
}

function notFetched(state: State, length: number, index: number): Line {
  if (index >= length) return [];
  return [piece(index === state.runs.row ? '❯  …' : '   …', { tone: 'muted' })];
}

function headerLine(state: State, columns: readonly TableColumn[], places: readonly ColumnPlace[]): Line {
  const sorted = sortSigns(state);
  const head = headColumn(columns);
  const cells = places.flatMap(({ index, width }) => {
    const shown = columns[index];
    if (shown === undefined) return [];
    const mark = sorted.find(({ column }) => column === shown.column.name)?.sign ?? '';
    const own = index === state.runs.column && state.layout.focus === 'runs';
    const title = mark === '' ? shown.title : `${cutText(shown.title, width - 1)}${mark}`;
    const style: Style = { tone: 'title', ...(own ? { underline: true, bold: true } : {}) };
    return [cell(title, width, style, shown.column.right && shown !== head), { text: gap }];
  });
  return [{ text: ' '.repeat(gutter) }, ...cells.slice(0, -1)];
}

/** The columns that sort with their signs: filled of the first, which decides, of others hollow. */
function sortSigns({ query }: State): readonly { readonly column: string; readonly sign: string }[] {
  return (query.read?.sorted ?? []).map(({ column, direction }, index) => {
    const sign = direction === 'desc' ? (index === 0 ? '▾' : '▿') : index === 0 ? '▴' : '▵';
    return { column, sign };
  });
}

function rowLine(
  state: State,
  row: ShownRow,
  index: number,
  columns: readonly TableColumn[],
  places: readonly ColumnPlace[],
  bests: Bests,
): Line {
  const isCursor = index === state.runs.row;
  const focused = state.layout.focus === 'runs';
  const style = (own: Style): Style => (isCursor ? { ...own, selected: true } : own);
  const head = headColumn(columns);
  const pointer = isCursor ? (focused ? '❯' : '›') : ' ';
  const cells = places.flatMap((place) => {
    const column = columns[place.index];
    if (column === undefined) return [];
    const isCell = isCursor && focused && place.index === state.runs.column;
    const own = isCell ? { inverse: true } : style({});
    return [...cellPieces(column, row, column === head, place, bests, own), { text: gap, style: style({}) }];
  });
  return [
    { text: pointer, style: style({ tone: 'accent', bold: true }) },
    markOf(state, row, style),
    { text: ' ', style: style({}) },
    // What has no room behind the last column is no column.
    ...cells.slice(0, -1),
  ];
}

function markOf(
  { runs: { marked, baseline } }: State,
  { id, sheet, row }: ShownRow,
  style: (own: Style) => Style,
): Piece {
  const place = id === undefined ? -1 : marked.indexOf(id);
  // A query may name its baseline by id or by name.
  const isBaseline = id !== undefined && baseline !== undefined && [id, textAt(sheet, 'name', row)].includes(baseline);
  if (place >= 0) return { text: isBaseline ? '◆' : '●', style: style({ tone: seriesTone(place) }) };
  return { text: isBaseline ? '◆' : ' ', style: style({ tone: 'accent' }) };
}

/** The text of a cell: what a row below another is stands further in, behind what says whether it is open. */
function cellText(shown: TableColumn, row: ShownRow, isHead: boolean): string | null {
  const own = isHead && row.depth > 0 ? headOfSheet(row.sheet) : undefined;
  const column = own ?? columnOf(row, shown.column);
  const text = column === undefined ? null : column.text(row.row);
  if (!isHead) return signed(shown, text);
  const sign = row.hasBelow ? (row.isOpen ? '▾ ' : '▸ ') : row.depth > 0 ? '  ' : '';
  return `${'  '.repeat(row.depth)}${sign}${text ?? '-'}`;
}

function signed({ isDifference }: TableColumn, text: string | null): string | null {
  return isDifference && text !== null && /^[\d.]/.test(text) && Number(text) !== 0 ? `+${text}` : text;
}

function cellPieces(
  shown: TableColumn,
  row: ShownRow,
  isHead: boolean,
  { index, width }: ColumnPlace,
  bests: Bests,
  style: Style,
): readonly Piece[] {
  const whole = cellText(shown, row, isHead);
  const text = whole === null || shown.column.times === undefined ? whole : timeIn(whole, width);
  if (text === null)
    return [cell(isHead || row.depth === 0 ? '-' : '', width, { ...style, tone: 'muted' }, shown.column.right)];
  const best = row.depth === 0 ? bests.get(index) : undefined;
  const value = best === undefined ? undefined : shown.column.read(row.row);
  if (best !== undefined && value === best.best)
    return [cell(`${text} ▲`, width, { ...style, tone: 'best', bold: true }, true)];
  if (best !== undefined && value === best.worst) return [cell(`${text} ▼`, width, { ...style, tone: 'worst' }, true)];
  const tone = shown.column.name === 'state' ? stateTone(text) : undefined;
  const padded = best === undefined ? text : `${text}  `;
  return [cell(padded, width, tone === undefined ? style : { ...style, tone }, shown.column.right && !isHead)];
}

/** Where a time can end: behind its day, its minute, its second. */
const timeEnds = ['2026-11-21'.length, '2026-11-21 08:52'.length, '2026-11-21 08:52:31'.length];

/** As much of a time as there is room for: whole parts say more than a cut one. */
function timeIn(text: string, width: number): string {
  const end = text.length <= width ? undefined : timeEnds.findLast((each) => each <= width);
  return end === undefined ? text : text.slice(0, end);
}

function waiting(state: State): readonly Line[] {
  const answered = state.answers.runs;
  if (answered?.failure !== undefined) return [[piece(` ${failureText(answered.failure)}`, { tone: 'error' })]];
  return [[piece(' loading', { tone: 'muted' })]];
}
