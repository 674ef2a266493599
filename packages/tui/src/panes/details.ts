import { showNumber } from '@xt/engine/render';
import { cell, piece } from '../frame/fit.ts';
import type { Line, Style } from '../frame/line.ts';
import { idAt, type Sheet, type SheetColumn } from '../sheet/sheet.ts';
import { currentRun, sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { filesLines, kinLines } from './details-around.ts';

/**
 * What there is to know of the current run: in what it differs from the baseline, its fields, notes, params, tags and last
 * values, a line each, then the first of its lineage and of its artifacts.
 */
export function detailLines(state: State): readonly Line[] {
  const sheet = sheetOf(state, 'details');
  if (sheet === undefined) return [];
  const id = currentRun(state);
  const own = rowOf(sheet, id);
  if (own === undefined) return [];
  const base = rowOf(sheet, state.runs.baseline === id ? undefined : state.runs.baseline);
  const differing = base === undefined ? [] : sheet.columns.filter((column) => differs(column, own, base));
  return [
    ...section('differing from the baseline', differing, (column) => differenceLine(column, own, base ?? own)),
    ...sections.flatMap(({ title, has }) =>
      section(
        title,
        sheet.columns.filter((column) => has(column) && column.read(own) !== null),
        (column) => valueLines(column, own),
      ),
    ),
    ...(id === undefined ? [] : [...kinLines(state, id), ...filesLines(state, id)]),
  ];
}

const sections: readonly { readonly title: string; readonly has: (column: SheetColumn) => boolean }[] = [
  { title: 'run', has: ({ role, name }) => !['param', 'tag', 'value'].includes(role) && name !== 'notes' },
  { title: 'notes', has: ({ role, name }) => role === 'field' && name === 'notes' },
  { title: 'params', has: ({ role }) => role === 'param' },
  { title: 'tags', has: ({ role }) => role === 'tag' },
  { title: 'metrics, last value', has: ({ role }) => role === 'value' },
];

function section(
  title: string,
  columns: readonly SheetColumn[],
  lines: (column: SheetColumn) => readonly Line[],
): readonly Line[] {
  if (columns.length === 0) return [];
  return [[piece(title, { tone: 'title' })], ...columns.flatMap(lines), []];
}

const nameWidth = 26;

function valueLines(column: SheetColumn, row: number): readonly Line[] {
  const [first = '', ...more] = (column.text(row) ?? '-').split('\n');
  const name = column.role === 'param' ? column.name.replace(/^params\./, '') : column.name;
  return [
    [piece('  '), cell(name, nameWidth, { tone: 'muted' }), piece(` ${first}`)],
    ...more.map((text) => [piece(`  ${' '.repeat(nameWidth)} ${text}`)]),
  ];
}

function differenceLine(column: SheetColumn, own: number, base: number): readonly Line[] {
  const [line] = valueLines(column, own);
  const [value, was] = [column.read(own), column.read(base)];
  const gap = typeof value === 'number' && typeof was === 'number' ? value - was : Number.NaN;
  const sign = gap > 0 ? '+' : '';
  const difference: readonly Line[number][] = Number.isNaN(gap)
    ? []
    : [piece(`  ${sign}${showNumber(gap)}`, { tone: 'accent' })];
  const style: Style = { tone: 'muted' };
  return [[...(line ?? []), piece(`  was ${column.text(base) ?? '-'}`, style), ...difference]];
}

// What every run has of its own says nothing about why it is better.
const ownFields = new Set(['id', 'name', 'created', 'started', 'ended', 'duration', 'step']);

function differs(column: SheetColumn, own: number, base: number): boolean {
  if (ownFields.has(column.name)) return false;
  return column.role !== 'value' && column.text(own) !== column.text(base);
}

function rowOf(sheet: Sheet, id: string | undefined): number | undefined {
  if (id === undefined) return undefined;
  for (let row = 0; row < sheet.length; row++) if (idAt(sheet, row) === id) return row;
  return undefined;
}
