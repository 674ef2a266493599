import type { Line } from '../frame/line.ts';
import { curvesPane } from '../panes/curves.ts';
import { linesOf, listLines } from '../panes/list.ts';
import { listPane } from '../panes/list-pane.ts';
import { comparedSheet } from '../state/compared.ts';
import type { ListPane, PaneName, State } from '../state/state.ts';
import { counted } from './row-words.ts';

// Nothing is cut for want of room.
const wide = 400;
const mostLines = 60;

/** A pane that is not the runs, from its beginning: curves as numbers, lists line by line. */
export function paneWords(state: State, pane: Exclude<PaneName, 'runs'>): readonly string[] {
  if (pane === 'curves') return curveWords(state);
  const lines = listLines(state, pane, wide);
  if (lines.length === 0) return listPane(state, pane, { columns: wide, rows: 1 }).map(lineWords);
  const words = lines.map((line, row) => listLineWords(state, pane, line, row)).filter((text) => text !== '');
  if (words.length <= mostLines) return words;
  return [...words.slice(0, mostLines), `${counted(words.length - mostLines)} more lines`];
}

/** The line under the cursor of a list. */
export function cursorLineWords(state: State, pane: ListPane): string {
  const { row } = state.lists[pane];
  const line = linesOf(state, pane, wide).at(row) ?? [];
  return listLineWords(state, pane, line, row) || 'an empty line';
}

function curveWords(state: State): readonly string[] {
  const session = { ...state.session, dashes: false };
  const asTable = { ...state, session, curves: { ...state.curves, table: true } };
  let names: readonly string[] = [];
  return curvesPane(asTable, { columns: wide, rows: 1000 }).flatMap((line): readonly string[] => {
    const [first, ...rest] = line.map(({ text }) => text.trim());
    if (first === undefined || line.every(({ text }) => text.trim() === '')) return [];
    if (first === '●') {
      const [label = '', ...values] = rest;
      const pairs = names.flatMap((name, index) => (values[index] === undefined ? [] : [`${name} ${values[index]}`]));
      return [`${label}: ${pairs.join(', ')}`];
    }
    names = rest.filter((name) => name !== '');
    return [names.length === 0 ? first : `${first} ${settingWords(state)}`];
  });
}

function settingWords({ curves: { axis, smooth, log, window } }: State): string {
  return [
    `by ${axis}`,
    ...(smooth === 0 ? [] : [`smoothed by ${smooth}`]),
    ...(log ? ['logarithmic'] : []),
    ...(window === undefined ? [] : ['a part of the axis']),
  ].join(', ');
}

function listLineWords(state: State, pane: ListPane, line: Line, row: number): string {
  const sheet = pane === 'compare' ? comparedSheet(state) : undefined;
  // The first line of a table has the names, which each row is read with.
  if (sheet === undefined || row === 0 || row > sheet.length) return lineWords(line);
  return sheet.columns
    .filter((column) => column.text(row - 1) !== '')
    .map((column) => `${column.name} ${column.text(row - 1) ?? 'missing'}`)
    .join('; ');
}

/** A line as it is read: what stands apart is parted by commas, and a tree's branches are a level. */
function lineWords(line: Line): string {
  const text = line
    .map((each) => each.text)
    .join('')
    .trimEnd();
  const branch = /^[ │├└─]*[├└]─ /.exec(text)?.[0];
  const words = text
    .slice(branch?.length ?? 0)
    .trim()
    .replaceAll(/ {2,}/g, ', ');
  return branch === undefined ? words : `level ${Math.round(branch.length / 3) + 1}: ${words}`;
}
