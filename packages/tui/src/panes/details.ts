import { showNumber } from '@xt/engine/render';
import { cell, piece, safeWidth } from '../frame/fit.ts';
import type { Line, Style } from '../frame/line.ts';
import { wrapText } from '../frame/wrap-text.ts';
import { plainName } from '../query/plain-name.ts';
import { idAt, type Sheet, type SheetColumn } from '../sheet/sheet.ts';
import { exactCell } from '../sheet/time-texts.ts';
import { withStalled } from '../state/rhythm.ts';
import { currentRun, sheetOf } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { filesLines, kinLines } from './details-around.ts';
import { tagColumns } from './details-tags.ts';

/**
 * What there is to know of the current run: in what it differs from the baseline, its fields, notes, params, tags and last
 * values, a line each, then the first of its lineage and of its artifacts.
 */
export function detailLines(state: State, width: number): readonly Line[] {
  const answer = sheetOf(state, 'details');
  if (answer === undefined) return [];
  const sheet = withStalled(state, answer);
  const id = currentRun(state);
  const own = rowOf(sheet, id);
  if (own === undefined) return [];
  const base = rowOf(sheet, state.runs.baseline === id ? undefined : state.runs.baseline);
  const compared = [...sheet.columns, ...tagColumns(state, sheet, 'tagged')];
  const differing = base === undefined ? [] : compared.filter((column) => differs(column, own, base));
  const columns = [...sheet.columns, ...tagColumns(state, sheet, '')];
  const room = roomOf(columns, own, width);
  return [
    ...section('differing from the baseline', differing, (column) => differenceLine(column, own, base ?? own, room)),
    ...sections.flatMap(({ title, has }) =>
      section(
        title,
        columns.filter((column) => has(column) && column.read(own) !== null),
        (column) => valueLines(column, own, room),
      ),
    ),
    ...(id === undefined ? [] : [...kinLines(state, id), ...filesLines(state, id)]),
  ];
}

const sections: readonly { readonly title: string; readonly has: (column: SheetColumn) => boolean }[] = [
  {
    title: 'run',
    has: (column) => column.role !== 'param' && column.role !== 'tag' && column.role !== 'value' && !hasOwn(column),
  },
  { title: 'notes', has: ({ role, name }) => role === 'field' && name === 'notes' },
  { title: 'params', has: ({ role }) => role === 'param' },
  { title: 'tags', has: ({ role }) => role === 'tag' },
  { title: 'metrics, last value', has: ({ role }) => role === 'value' },
];

/** Fields that have a section of their own. */
function hasOwn({ role, name }: SheetColumn): boolean {
  return role === 'field' && (name === 'notes' || name === 'tags');
}

function section(
  title: string,
  columns: readonly SheetColumn[],
  lines: (column: SheetColumn) => readonly Line[],
): readonly Line[] {
  if (columns.length === 0) return [];
  return [[piece(title, { tone: 'title' })], ...columns.flatMap(lines), []];
}

const mostName = 26;

/** Cells of the names, and of what stands behind them. */
interface DetailRoom {
  readonly name: number;
  readonly value: number;
}

function roomOf(columns: readonly SheetColumn[], row: number, width: number): DetailRoom {
  const names = columns.filter(({ read }) => read(row) !== null).map((column) => safeWidth(nameOf(column)));
  const name = Math.min(mostName, Math.max(8, ...names));
  return { name, value: Math.max(8, width - name - 3) };
}

function nameOf({ role, name }: SheetColumn): string {
  return plainName(role === 'param' ? name.replace(/^params\./, '') : name);
}

/** What does not fit goes on in the next line: here all of a value can be read. */
function valueLines(column: SheetColumn, row: number, room: DetailRoom): readonly Line[] {
  const [first = '', ...more] = (exactCell(column, row) ?? '-')
    .split('\n')
    .flatMap((text) => (safeWidth(text) <= room.value ? [text] : wrapText(text, room.value)));
  return [
    [piece('  '), cell(nameOf(column), room.name, { tone: 'muted' }), piece(` ${first}`)],
    ...more.map((text) => [piece(`  ${' '.repeat(room.name)} ${text}`)]),
  ];
}

function differenceLine(column: SheetColumn, own: number, base: number, room: DetailRoom): readonly Line[] {
  const [line] = valueLines(column, own, room);
  const [value, was] = [column.read(own), column.read(base)];
  const gap = typeof value === 'number' && typeof was === 'number' ? value - was : Number.NaN;
  const sign = gap > 0 ? '+' : '';
  const difference: readonly Line[number][] = Number.isNaN(gap)
    ? []
    : [piece(`  ${sign}${showNumber(gap)}`, { tone: 'accent' })];
  const style: Style = { tone: 'muted' };
  return [[...(line ?? []), piece(`  was ${exactCell(column, base) ?? '-'}`, style), ...difference]];
}

// What every run has of its own says nothing about why it is better.
const ownFields = new Set(['id', 'name', 'created', 'started', 'ended', 'duration', 'step', 'tags']);

function differs(column: SheetColumn, own: number, base: number): boolean {
  if (ownFields.has(column.name)) return false;
  return column.role !== 'value' && exactCell(column, own) !== exactCell(column, base);
}

function rowOf(sheet: Sheet, id: string | undefined): number | undefined {
  if (id === undefined) return undefined;
  for (let row = 0; row < sheet.length; row++) if (idAt(sheet, row) === id) return row;
  return undefined;
}
