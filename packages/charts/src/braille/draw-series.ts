import { okabeIto } from '../spec/okabe-ito.ts';
import type { OnMark } from './column-extremes.ts';
import { type Axes, drawBand, drawCurve, drawPath } from './draw-curve.ts';
import { isAscending } from './extent.ts';
import type { PlotMark, PlotSeries } from './plot-types.ts';
import { layer, type Raster } from './raster.ts';
import { placeOf } from './scale.ts';

/** Where something without a place is marked: a column of cells. */
export interface MarkedCell {
  readonly column: number;
  readonly kind: PlotMark['kind'];
  readonly color: number;
}

export interface DrawnSeries {
  readonly marks: readonly PlotMark[];
  readonly cells: readonly MarkedCell[];
}

/** Draws all series, the first in front, and tells what had no place. */
export function drawSeries(raster: Raster, series: readonly PlotSeries[], axes: Axes, isDashed: boolean): DrawnSeries {
  const marks: PlotMark[] = [];
  const cells: MarkedCell[] = [];
  for (const [index, s] of [...series.entries()].reverse()) {
    const counts = new Map<PlotMark['kind'], PlotMark>();
    const onMark: OnMark = (kind, at) => {
      const x = s.x[at] ?? Number.NaN;
      const known = counts.get(kind);
      counts.set(kind, { series: index, kind, count: (known?.count ?? 0) + 1, first: known?.first ?? x });
      const column = Math.round(placeOf(axes.x, x) * (raster.width - 1));
      if (column >= 0 && column < raster.width) cells.push({ column, kind, color: s.color });
    };
    drawOne(raster, s, axes, isDashed ? s.color : Math.floor(s.color / okabeIto.length), onMark);
    marks.unshift(...counts.values());
  }
  return { marks, cells };
}

function drawOne(raster: Raster, s: PlotSeries, axes: Axes, dash: number, onMark: OnMark) {
  const { x, y, color, mark = 'line', sign, raw, lo, hi } = s;
  const pen = { color, on: layer.line, dash, ...(sign === undefined ? {} : { sign }) };
  if (mark === 'points' || !isAscending(x)) {
    drawPath(raster, x, y, axes, pen, mark, onMark);
    return;
  }
  if (lo !== undefined && hi !== undefined) drawBand(raster, x, lo, hi, axes, pen);
  if (raw !== undefined) drawCurve(raster, x, raw, axes, { color, on: layer.dim, dash: 0 });
  drawCurve(raster, x, y, axes, pen, onMark);
}
