import { showNumber, textWidth } from '@xt/engine/render';
import { cell, piece } from '../frame/fit.ts';
import type { Line, Piece } from '../frame/line.ts';
import { columnNamed, idAt, type Sheet, type SheetColumn, textAt } from '../sheet/sheet.ts';
import { currentRun, sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';

/** One run of the tree: its row in the answer, and what is drawn before its name. */
export interface TreeRow {
  readonly row: number;
  readonly id: string;
  readonly branch: string;
}

/** The runs around the current one in the order of a tree: each below its parent, a run once, whatever the edges. */
export function treeRows(sheet: Sheet): readonly TreeRow[] {
  const ids = Array.from({ length: sheet.length }, (_, row) => idAt(sheet, row) ?? '');
  const below = new Map<string, number[]>();
  const roots: number[] = [];
  for (const [row] of ids.entries()) {
    const parent = textAt(sheet, 'parent', row);
    if (parent === undefined || parent === ids[row] || !ids.includes(parent)) roots.push(row);
    else below.set(parent, [...(below.get(parent) ?? []), row]);
  }
  const rows: TreeRow[] = [];
  const seen = new Set<number>();
  const add = (row: number, branch: string, deeper: string): void => {
    if (seen.has(row)) return;
    seen.add(row);
    const id = ids[row] ?? '';
    rows.push({ row, id, branch });
    const children = (below.get(id) ?? []).filter((child) => !seen.has(child));
    for (const [index, child] of children.entries()) {
      const isLast = index === children.length - 1;
      add(child, `${deeper}${isLast ? '└─ ' : '├─ '}`, `${deeper}${isLast ? '   ' : '│  '}`);
    }
  };
  for (const root of roots) add(root, '', '');
  // Where a cycle has no run without a parent, it begins at the first.
  for (const [row] of ids.entries()) add(row, '', '');
  return rows;
}

/** The metric that the lineage shows; what the engine counts of the tree is none. */
export function lineageValue({ columns }: Sheet): SheetColumn | undefined {
  return columns.find(({ role, name }) => role === 'value' && name !== 'depth' && name !== 'fork_step');
}

/** The tree, with the kind of each edge, the step of a fork, the metric that the curves show first, and its gain over the parent. */
export function lineageLines(state: State): readonly Line[] {
  const sheet = sheetOf(state, 'lineage');
  if (sheet === undefined) return [];
  const value = lineageValue(sheet);
  const rows = treeRows(sheet);
  const valueById = new Map(rows.map(({ id, row }) => [id, value?.read(row) ?? null]));
  const names = rows.map(({ row, branch }) => `${branch}${columnNamed(sheet, 'name')?.text(row) ?? '-'}`);
  const valueWidth = Math.max(8, Math.min(20, textWidth(value?.name ?? '')));
  const width = Math.min(60, Math.max(0, ...names.map(textWidth)));
  const lines = rows.map(({ row, id, branch }): Line => {
    const name = textAt(sheet, 'name', row) ?? '-';
    const isCurrent = id === currentRun(state);
    const blanks = ' '.repeat(Math.max(1, width - textWidth(`${branch}${name}`) + 2));
    return [
      piece(branch, { tone: 'muted' }),
      piece(name, isCurrent ? { tone: 'accent', bold: true } : {}),
      piece(blanks),
      ...(value === undefined
        ? []
        : gainOf(value.read(row), valueById.get(textAt(sheet, 'parent', row) ?? '') ?? null, valueWidth)),
      ...edgeOf(sheet, row),
    ];
  });
  if (value === undefined) return lines;
  return [[piece(' '.repeat(width + 2)), cell(value.name, valueWidth, { tone: 'muted' }, true)], ...lines];
}

function edgeOf(sheet: Sheet, row: number): readonly Piece[] {
  const kind = textAt(sheet, 'kind', row);
  const step = columnNamed(sheet, 'fork_step')?.text(row) ?? null;
  const state = textAt(sheet, 'state', row);
  const marks =
    state === undefined || state === 'finished'
      ? []
      : [piece(`${state}  `, { tone: state === 'running' ? 'accent' : 'error' })];
  if (kind === undefined) return marks;
  return [piece(`${kind}${step === null ? '' : ` at ${step}`}  `, { tone: 'muted' }), ...marks];
}

function gainOf(value: unknown, parents: unknown, width: number): readonly Piece[] {
  const own = cell(typeof value === 'number' ? showNumber(value) : '-', width, {}, true);
  const gain = typeof value === 'number' && typeof parents === 'number' ? value - parents : Number.NaN;
  const shown = Number.isNaN(gain) ? '' : `${gain > 0 ? '+' : ''}${showNumber(gain)}`;
  return [own, cell(shown, 12, { tone: 'note' }, true), piece('  ')];
}
