import type { ActionName } from '../actions/action.ts';
import { cell, piece } from '../frame/fit.ts';
import type { Line, Piece } from '../frame/line.ts';
import { keysOf } from '../keys/keys-of.ts';
import { columnNamed, idAt, type Sheet, textAt } from '../sheet/sheet.ts';
import { sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { showBytes } from './show-bytes.ts';
import { statePieces } from './state-pieces.ts';

const mostKin = 6;
const mostArtifacts = 8;
const wordWidth = 11;

/** The parents and children of a run, with the kind of the edge and the step of a fork; of many the first. */
export function kinLines(state: State, id: string): readonly Line[] {
  const sheet = sheetOf(state, 'kin');
  if (sheet === undefined) return [];
  const rows = Array.from({ length: sheet.length }, (_, row) => ({ row, depth: Number(textAt(sheet, 'depth', row)) }));
  const own = rows.find(({ row, depth }) => depth === 0 && idAt(sheet, row) === id)?.row;
  // Another run's, until the answer for this one is there.
  if (own === undefined) return [];
  const parent = textAt(sheet, 'parent', own);
  const kin = rows.filter(({ depth }) => depth !== 0).toSorted((a, b) => a.depth - b.depth);
  if (kin.length === 0) return [];
  const lines = kin.slice(0, mostKin).map(({ row, depth }): Line => {
    // The edge to this run stands in its own row, of the first parent alone.
    const edge = depth > 0 ? row : idAt(sheet, row) === parent ? own : undefined;
    return [
      piece('  '),
      cell(depth > 0 ? 'child' : 'parent', wordWidth, { tone: 'muted' }),
      piece(textAt(sheet, 'name', row) ?? '-'),
      ...(edge === undefined ? [] : [edgePiece(sheet, edge)]),
      piece('  '),
      ...statePieces(state, sheet, row),
    ];
  });
  const hidden = sheet.total - sheet.length + kin.length - lines.length;
  return [[piece('lineage', { tone: 'title' })], ...lines, ...moreLines(state, hidden, 'pane-lineage'), []];
}

/** What a run made and used by step, the newest first, with types and sizes; of many the first. */
export function filesLines(state: State, id: string): readonly Line[] {
  const sheet = sheetOf(state, 'files');
  if (sheet === undefined || sheet.length === 0 || idAt(sheet, 0) !== id) return [];
  const rows = Array.from({ length: Math.min(sheet.length, mostArtifacts) }, (_, row) => row);
  const text = (name: string, row: number) => columnNamed(sheet, name)?.text(row) ?? '';
  const lines = rows.map((row): Line => {
    const size = columnNamed(sheet, 'size')?.read(row) ?? null;
    const step = text('step', row);
    return [
      piece('  '),
      cell(text('type', row), wordWidth, { tone: 'muted' }),
      cell(step === '' ? '' : `step ${step}`, 12, { tone: 'muted' }),
      cell(size === null ? '-' : showBytes(Number(size)), 9, {}, true),
      piece(`  ${text('name', row)}`),
      ...(text('role', row) === 'used' ? [piece('  used', { tone: 'muted' })] : []),
    ];
  });
  const hidden = sheet.total - lines.length;
  return [[piece('artifacts', { tone: 'title' })], ...lines, ...moreLines(state, hidden, 'pane-artifacts'), []];
}

function edgePiece(sheet: Sheet, row: number): Piece {
  const step = columnNamed(sheet, 'fork_step')?.text(row) ?? null;
  return piece(`  ${textAt(sheet, 'kind', row) ?? ''}${step === null ? '' : ` at ${step}`}`, { tone: 'muted' });
}

function moreLines({ bindings }: State, hidden: number, action: ActionName): readonly Line[] {
  if (hidden <= 0) return [];
  const [key] = keysOf(action, bindings);
  const where = key === undefined ? '' : `: ${key} shows all`;
  return [[piece(`  and ${hidden.toLocaleString('en-US')} more${where}`, { tone: 'muted' })]];
}
