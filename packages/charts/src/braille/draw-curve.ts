import { type ColumnExtremes, columnExtremes, type OnMark } from './column-extremes.ts';
import type { PlotAxis } from './plot-types.ts';
import { drawSpan, type Layer, layer, type Raster, textureOf } from './raster.ts';
import { placeOf } from './scale.ts';

/** How a curve looks. */
export interface Pen {
  readonly color: number;
  readonly on: Layer;
  /** Which dashes, and which texture of a band; 0 is a solid line. */
  readonly dash: number;
  /** What a point is drawn with instead of dots. */
  readonly sign?: string;
}

export interface Axes {
  readonly x: PlotAxis;
  readonly y: PlotAxis;
}

/** Draws a curve of ascending x: each column of dots from the least to the greatest of its points, and joined to the next. */
export function drawCurve(
  raster: Raster,
  x: Float64Array,
  y: Float64Array,
  axes: Axes,
  pen: Pen,
  onMark: OnMark = () => {},
) {
  const extremes = columnExtremes(x, y, axes.x, raster.columns, axes.y.log, onMark);
  const rowOf = rows(raster, axes.y);
  const columnOf = (at: number) => placeOf(axes.x, x[at] ?? Number.NaN) * (raster.columns - 1);
  const { from, to } = extremes;
  // The neighbours outside of what is shown, to which the curve leads.
  let [column, row] = from > 0 ? [columnOf(from - 1), rowOf(y[from - 1] ?? Number.NaN)] : [Number.NaN, Number.NaN];
  for (let next = 0; next < raster.columns; next++) {
    const gap = extremes.gaps[next] ?? 0;
    const first = extremes.first[next] ?? Number.NaN;
    if (Number.isNaN(first)) {
      if (gap !== 0) column = Number.NaN;
      continue;
    }
    if ((gap & 1) === 0) join(raster, column, row, next, rowOf(first), pen);
    stroke(raster, next, rowOf(extremes.least[next] ?? first), rowOf(extremes.greatest[next] ?? first), pen);
    column = (gap & 2) === 0 ? next : Number.NaN;
    row = rowOf(extremes.last[next] ?? first);
  }
  if (to < x.length) join(raster, column, row, columnOf(to), rowOf(y[to] ?? Number.NaN), pen);
}

/** Draws a line through points in any order, one by one. */
export function drawPath(
  raster: Raster,
  x: Float64Array,
  y: Float64Array,
  axes: Axes,
  pen: Pen,
  mark: 'line' | 'points',
  onMark: OnMark,
) {
  const rowOf = rows(raster, axes.y);
  let [column, row] = [Number.NaN, Number.NaN];
  for (let at = 0; at < x.length; at++) {
    const toColumn = placeOf(axes.x, x[at] ?? Number.NaN) * (raster.columns - 1);
    const toRow = rowOf(y[at] ?? Number.NaN);
    if (!Number.isFinite(toRow)) onMark('nan', at);
    else if (mark === 'points') dot(raster, toColumn, toRow, pen);
    else if (toColumn >= column) join(raster, column, row, toColumn, toRow, pen);
    else join(raster, toColumn, toRow, column, row, pen);
    [column, row] = [toColumn, toRow];
  }
}

/** Fills what lies between two curves of ascending x; what a log axis has no place for reaches down to its end. */
export function drawBand(
  raster: Raster,
  x: Float64Array,
  lo: Float64Array,
  hi: Float64Array,
  axes: Axes,
  { color, dash }: Pen,
) {
  const texture = textureOf(dash);
  const low = axes.y.log ? lo.map((value) => (value <= 0 ? axes.y.low : value)) : lo;
  const below = columnExtremes(x, low, axes.x, raster.columns, axes.y.log, () => {});
  const above = columnExtremes(x, hi, axes.x, raster.columns, axes.y.log, () => {});
  const rowOf = rows(raster, axes.y);
  let last = -1;
  for (let column = 0; column < raster.columns; column++) {
    const bottom = rowOf(below.least[column] ?? Number.NaN);
    const top = rowOf(above.greatest[column] ?? Number.NaN);
    if (Number.isNaN(bottom) || Number.isNaN(top)) {
      if (isGap(below, column) || isGap(above, column)) last = -1;
      continue;
    }
    const from = last < 0 ? column : last;
    const [bottom0, top0] = [rowOf(below.least[from] ?? 0), rowOf(above.greatest[from] ?? 0)];
    for (let at = last < 0 ? column : last + 1; at <= column; at++) {
      const share = at === column ? 1 : (at - from) / (column - from);
      drawSpan(
        raster,
        at,
        bottom0 + (bottom - bottom0) * share,
        top0 + (top - top0) * share,
        color,
        layer.band,
        texture,
      );
    }
    last = column;
  }
}

function isGap({ gaps, first }: ColumnExtremes, column: number): boolean {
  return Number.isNaN(first[column]) && gaps[column] !== 0;
}

function rows(raster: Raster, y: PlotAxis): (value: number) => number {
  return (value) => (1 - placeOf(y, value)) * (raster.rows - 1);
}

/** A straight line, each column the part of it that lies there. */
function join(raster: Raster, column: number, row: number, toColumn: number, toRow: number, pen: Pen) {
  if (Number.isNaN(column + row + toColumn + toRow)) return;
  if (column === toColumn) {
    stroke(raster, Math.round(column), row, toRow, pen);
    return;
  }
  const slope = (toRow - row) / (toColumn - column);
  const last = Math.min(Math.round(toColumn), raster.columns - 1);
  for (let at = Math.max(Math.round(column), 0); at <= last; at++) {
    const from = row + (Math.max(at - 0.5, column) - column) * slope;
    const to = row + (Math.min(at + 0.5, toColumn) - column) * slope;
    stroke(raster, at, from, to, pen);
  }
}

// Solid, long dashes, short dashes, dots, and a dash with a dot: which columns of a period are drawn.
const dashes: readonly (readonly [period: number, drawn: number])[] = [
  [1, 0b1],
  [8, 0b00111111],
  [4, 0b0011],
  [3, 0b001],
  [8, 0b00101111],
];

/** A part of a line in one column; a dash leaves out flat parts only, so that no spike is lost in it. */
function stroke(raster: Raster, column: number, from: number, to: number, { color, on, dash }: Pen) {
  const [period, drawn] = dashes[dash % dashes.length] ?? [1, 1];
  const isLeftOut = ((drawn >> (column % period)) & 1) === 0 && Math.abs(from - to) < raster.glyphs.rows;
  if (!isLeftOut) drawSpan(raster, column, from, to, color, on);
}

/** A point of several dots where a cell has as many: one alone is hard to see. */
function dot(raster: Raster, column: number, row: number, { color, on, sign }: Pen) {
  if (!(column >= -0.5 && column < raster.columns - 0.5 && row >= -0.5 && row < raster.rows - 0.5)) return;
  const left = Math.round(column);
  const { glyphs, width, signs } = raster;
  if (sign !== undefined) {
    const cell = Math.floor(Math.round(row) / glyphs.rows) * width + Math.floor(left / glyphs.columns);
    signs.set(cell, sign);
  }
  const size = glyphs.columns > 1 && sign === undefined ? 1 : 0;
  for (let at = left; at <= left + size; at++) drawSpan(raster, at, row, row + size, color, on);
}
