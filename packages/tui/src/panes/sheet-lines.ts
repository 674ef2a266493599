import { differingNames, shortNames } from '@xt/charts/braille';
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
// As much of what tells names of runs apart is seen, if it takes more.
const leastTitle = 14;
// Holds every number, if need be with fewer digits.
const leastNumber = 7;

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

/** How many columns are out of sight on the left, and on the right: `‹2 5›`. */
export function hiddenColumns(state: State, pane: 'compare', width: number): string {
  const sheet = comparedSheet(state);
  if (sheet === undefined || sheet.length === 0) return '';
  const left = Math.min(state.lists[pane].left, mostLeft(sheet));
  const right = sheet.columns.length - left - columnsInSight(sheet, left, width).length;
  return [...(left === 0 ? [] : [`‹${left}`]), ...(right === 0 ? [] : [`${right}›`])].join(' ');
}

/** The lines of a table: its header, and from 1 on its rows. */
function tableOf(sheet: Sheet, left: number, width: number): (row: number) => Line {
  const columns = columnsInSight(sheet, Math.min(left, mostLeft(sheet)), width);
  const widths = widthsThatFit(columns, fixedColumns(sheet), width - (columns.length - 1) * gap.length);
  const title = titlesOf(sheet);
  const line = (text: (column: SheetColumn, width: number) => string, tone: 'muted' | 'text'): Line =>
    columns.flatMap(({ column }, index) => {
      const own = widths[index] ?? 1;
      return [cell(text(column, own), own, { tone }, column.right), { text: gap }];
    });
  return (row) =>
    row === 0 ? line(title, 'muted') : line((column, own) => shortened(column.text(row - 1) ?? '-', own), 'text');
}

/** How many columns can be left out so that one more than those that stay is seen. */
export function mostLeft(sheet: Sheet): number {
  return Math.max(0, sheet.columns.length - fixedColumns(sheet) - 1);
}

/** The columns that say what a row is: of differences of runs, not of lines of a text. */
function fixedColumns({ columns }: Sheet): number {
  return columns[0]?.name === 'section' ? 2 : 0;
}

interface SeenColumn {
  readonly column: SheetColumn;
  /** As wide as it would like to be, and as it has to be. */
  readonly natural: number;
  readonly least: number;
}

/** The columns without those that are left out, as many as have room. */
function columnsInSight(sheet: Sheet, left: number, width: number): readonly SeenColumn[] {
  const fixed = fixedColumns(sheet);
  const columns = sheet.columns.toSpliced(fixed, left);
  const leastRun = Math.max(leastWidth, Math.min(leastTitle, runTitles(sheet).widest));
  const seen: SeenColumn[] = [];
  let used = 0;
  for (const [index, column] of columns.entries()) {
    const natural = widestOf(column, sheet.length, columns.length);
    const isNarrow = (index === 0 && fixed > 0) || isDifference(column);
    const least = Math.min(natural, isNarrow ? leastNumber : index < fixed ? leastWidth : leastRun);
    if (index > fixed && used + least > width) break;
    seen.push({ column, natural, least });
    used += least + gap.length;
  }
  return seen;
}

/**
 * What a row is keeps up to a quarter of the room while the other columns that are too wide are all as wide, not less than can be
 * read; then it gives way, too.
 */
function widthsThatFit(columns: readonly SeenColumn[], fixed: number, room: number): readonly number[] {
  const fit = (most: number, mostFixed: number) =>
    columns.map(({ natural, least }, index) => Math.min(natural, Math.max(least, most, index < fixed ? mostFixed : 0)));
  const isTooWide = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0) > room;
  let mostFixed = Math.floor(room / 4);
  let most = Math.max(leastNumber, Math.min(room, Math.max(...columns.map(({ natural }) => natural))));
  while (most > leastNumber && isTooWide(fit(most, mostFixed))) most--;
  while (mostFixed > leastNumber && isTooWide(fit(most, mostFixed))) mostFixed--;
  return fit(most, mostFixed);
}

/** A number with fewer digits rather than without its end. */
function shortened(text: string, width: number): string {
  const value = Number(text);
  if (safeWidth(text) <= width || !/^[+-]?\d[\d.eE+-]*$/.test(text) || Number.isNaN(value)) return text;
  const sign = text.startsWith('+') ? '+' : '';
  const shorter = [2, 1, 0].flatMap((digits) => [
    String(Number(value.toPrecision(digits + 1))),
    value.toExponential(digits).replace('e+', 'e'),
  ]);
  return [showNumber(value), ...shorter].map((each) => `${sign}${each}`).find((each) => each.length <= width) ?? text;
}

const differenceSign = 'Δ ';

function isDifference({ name, right }: SheetColumn): boolean {
  return right && name.startsWith(differenceSign);
}

interface RunTitles {
  readonly names: readonly string[];
  /** The names without what all have. */
  readonly differing: readonly string[];
  readonly widest: number;
}

/** What runs are called that stand side by side; none where other things do. */
function runTitles(sheet: Sheet): RunTitles {
  const fixed = fixedColumns(sheet);
  const runs = fixed === 0 ? [] : sheet.columns.slice(fixed).filter((column) => !isDifference(column));
  const names = runs.map(({ name }) => name);
  const differing = differingNames(names);
  return { names, differing, widest: Math.max(0, ...differing.map(safeWidth)) };
}

/** The titles of columns in a width: of names of runs that are too long what tells them apart, or the end of that. */
function titlesOf(sheet: Sheet): (column: SheetColumn, width: number) => string {
  const { names, differing, widest } = runTitles(sheet);
  return (column, width) => {
    if (safeWidth(column.name) <= width) return column.name;
    const sign = isDifference(column) ? differenceSign : '';
    const at = names.indexOf(column.name.slice(sign.length));
    const room = width - sign.length;
    const short = widest <= room ? shortNames(names, room)[at] : differing[at];
    return endOf(short === undefined ? column.name : `${sign}${short}`, width);
  };
}

/** The end of a name that is too long, since runs that are compared begin alike; of a difference its sign too. */
function endOf(name: string, width: number): string {
  if (safeWidth(name) <= width) return name;
  const sign = name.startsWith(differenceSign) ? 'Δ' : '';
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
