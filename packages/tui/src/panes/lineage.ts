import { safeText, showNumber, textWidth } from '@xt/engine/render';
import { cell, piece } from '../frame/fit.ts';
import type { Line, Piece } from '../frame/line.ts';
import { columnNamed, type Sheet, type SheetColumn, textAt } from '../sheet/sheet.ts';
import { currentRun, sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { lineageTree, siblingsSheet, type TreeRow } from './lineage-tree.ts';
import { statePieces } from './state-pieces.ts';

/** The metric that the lineage shows; what the engine counts of the tree is none. */
function lineageValue({ columns }: Sheet): SheetColumn | undefined {
  return columns.find(({ role, name }) => role === 'value' && name !== 'depth' && name !== 'fork_step');
}

/** The tree, with the kind of each edge, the step of a fork, the metric that the curves show first, and its gain over the parent. */
export function lineageLines(state: State): readonly Line[] {
  const own = sheetOf(state, 'lineage');
  if (own === undefined) return [];
  const value = lineageValue(own);
  const rows = lineageTree(state);
  const measured = ({ sheet, row }: TreeRow) => lineageValue(sheet)?.read(row) ?? null;
  const valueById = new Map(rows.map((each) => [each.id, measured(each)]));
  const nameOf = ({ sheet, row, branch }: TreeRow) => `${branch}${textAt(sheet, 'name', row) ?? '-'}`;
  const valueWidth = Math.max(8, Math.min(20, textWidth(value?.name ?? '')));
  const width = rows.reduce((widest, each) => Math.max(widest, Math.min(60, textWidth(safeText(nameOf(each))))), 0);
  const lines = rows.map((each): Line => {
    const { sheet, row, id, branch } = each;
    const parent = textAt(sheet, 'parent', row) ?? '';
    const name = piece(
      textAt(sheet, 'name', row) ?? '-',
      id === currentRun(state) ? { tone: 'accent', bold: true } : {},
    );
    const blanks = ' '.repeat(Math.max(1, width - textWidth(`${branch}${name.text}`) + 2));
    return [
      piece(branch, { tone: 'muted' }),
      name,
      piece(blanks),
      ...(value === undefined ? [] : gainOf(measured(each), valueById.get(parent) ?? null, valueWidth)),
      ...edgeOf(state, sheet, row),
    ];
  });
  const below = [...lines, ...leftOut(state, own)];
  if (value === undefined) return below;
  return [[piece(' '.repeat(width + 2)), cell(value.name, valueWidth, { tone: 'muted' }, true)], ...below];
}

/** The line of the current run in the pane of lineage; undefined while it is not there. */
export function currentLine(state: State): number | undefined {
  const sheet = sheetOf(state, 'lineage');
  const row = lineageTree(state).findIndex(({ id }) => id === currentRun(state));
  return sheet === undefined || row < 0 ? undefined : row + headerLines(sheet);
}

/** The run of a line of the pane of lineage. */
export function runOfLine(state: State, line: number): string | undefined {
  const sheet = sheetOf(state, 'lineage');
  return sheet === undefined ? undefined : lineageTree(state)[line - headerLines(sheet)]?.id;
}

function headerLines(sheet: Sheet): number {
  return lineageValue(sheet) === undefined ? 0 : 1;
}

/** How many runs the tree has that are not fetched. */
function leftOut(state: State, own: Sheet): readonly Line[] {
  const siblings = siblingsSheet(state);
  const hidden = [
    { count: own.total - own.length, of: 'above and below' },
    { count: siblings === undefined ? 0 : siblings.total - siblings.length, of: 'beside' },
  ];
  return hidden
    .filter(({ count }) => count > 0)
    .map(({ count, of }) => [piece(`and ${count.toLocaleString('en-US')} more ${of}`, { tone: 'muted' })]);
}

function edgeOf(state: State, sheet: Sheet, row: number): readonly Piece[] {
  const kind = textAt(sheet, 'kind', row);
  const step = columnNamed(sheet, 'fork_step')?.text(row) ?? null;
  const marks = statePieces(state, sheet, row);
  if (kind === undefined) return marks;
  return [piece(`${kind}${step === null ? '' : ` at ${step}`}  `, { tone: 'muted' }), ...marks];
}

function gainOf(value: unknown, parents: unknown, width: number): readonly Piece[] {
  const own = cell(typeof value === 'number' ? showNumber(value) : '-', width, {}, true);
  const gain = typeof value === 'number' && typeof parents === 'number' ? value - parents : Number.NaN;
  const shown = Number.isNaN(gain) ? '' : `${gain > 0 ? '+' : ''}${showNumber(gain)}`;
  return [own, cell(shown, 12, { tone: 'note' }, true), piece('  ')];
}
