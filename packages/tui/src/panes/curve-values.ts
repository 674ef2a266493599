import { pointNear, shortNames } from '@xt/charts/braille';
import { cell, piece, safeWidth } from '../frame/fit.ts';
import type { Line, Size } from '../frame/line.ts';
import { numberLiteral } from '../query/literals.ts';
import { columnNamed, type SheetColumn } from '../sheet/sheet.ts';
import { exactCell } from '../sheet/time-texts.ts';
import { type ChartSeries, placeOf } from './charts-of.ts';
import { dot, type SeriesMark } from './series-sign.ts';
import { seriesTone } from './series-tone.ts';

/** What a curve is at its point nearest to the cursor, all digits of it: where that stands, its value, and the value before smoothing. */
export interface ValuesHere {
  readonly x: string;
  readonly value: string;
  readonly raw: string | undefined;
}

export type ValuesOf = (series: ChartSeries) => ValuesHere | undefined;

/** The values of curves at a place of their axis. */
export function valuesAt(axis: string, at: number): ValuesOf {
  return (series) => {
    const point = pointNear(series, at);
    const place = point === undefined ? undefined : placeOf(series, series.x.indexOf(point.x));
    if (place === undefined) return undefined;
    const { sheet, row } = place;
    const [x, value, raw] = [axis, 'value', 'raw'].map((name) => columnNamed(sheet, name));
    return {
      x: x === undefined ? '-' : exactText(x, row),
      value: value === undefined ? '-' : exactText(value, row),
      raw: raw === undefined ? undefined : exactText(raw, row),
    };
  };
}

const leastName = 8;

/** A line for each curve, as many as there is room for; the last says how many have none. */
export function valueLines(
  series: readonly ChartSeries[],
  values: ValuesOf,
  { columns, rows }: Size,
  mark: SeriesMark = dot,
): readonly Line[] {
  const shown = series.length > rows ? series.slice(0, Math.max(rows - 1, 0)) : series;
  const found = shown.map((each) => ({ series: each, here: values(each) }));
  const widest = (text: (here: ValuesHere) => string) =>
    Math.max(1, ...found.map(({ here }) => safeWidth(here === undefined ? '-' : text(here))));
  const [xWidth, valueWidth] = [widest(({ x }) => x), widest(({ value }) => value)];
  const room = columns - safeWidth(mark(0)) - xWidth - valueWidth - 6;
  const labels = shortNames(
    found.map(({ series: { label = '' } }) => label),
    Math.max(room, leastName),
  );
  const lines = found.map(({ series: { color }, here }, at): Line => {
    const own = { tone: seriesTone(color) };
    const raw = here?.raw === undefined ? [] : [piece(`  raw ${here.raw}`, { tone: 'muted' })];
    return [
      piece(` ${mark(color)} `, own),
      cell(here?.x ?? '-', xWidth, { tone: 'muted' }, true),
      cell(here?.value ?? '-', valueWidth + 2, {}, true),
      piece(`  ${labels[at] ?? ''}`, own),
      // Where the room ends it is this that the table has, too.
      ...raw,
    ];
  });
  const left = series.length - shown.length;
  if (left === 0 || rows === 0) return lines;
  const more = columns < 40 ? `${left} more in T` : `and ${left} more: T shows all`;
  return [...lines, [piece(`   ${more}`, { tone: 'muted' })]];
}

function exactText(column: SheetColumn, row: number): string {
  const value = column.read(row);
  if (column.type === 'duration' && typeof value === 'number') return `${numberLiteral(value)}s`;
  if (column.type === 'number' && typeof value === 'number') return Number.isNaN(value) ? 'NaN' : numberLiteral(value);
  return exactCell(column, row) ?? '-';
}
