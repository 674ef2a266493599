import { cutText, padText, textWidth } from '@xt/engine/text-width';
import { shortNames } from '../short-names.ts';
import { drawSeries, type MarkedCell } from './draw-series.ts';
import { axesOf } from './extent.ts';
import { type Glyphs, glyphsOf } from './glyphs.ts';
import { placeLabels, type WantedLabel } from './place-labels.ts';
import type { AxisOptions, Plot, PlotAxis, PlotLine, PlotOptions, PlotSeries, PlotSpan } from './plot-types.ts';
import { makeRaster } from './raster.ts';
import { placeOf } from './scale.ts';
import { plainSpan, rasterSpans } from './spans.ts';
import { columnTicks, type PlacedTick, rowTicks } from './ticks.ts';

/**
 * Draws series into lines of cells: axes with round ticks, the curves, labels at their right ends. Equal input gives equal
 * lines; the time grows with the points that are shown.
 */
export function plot(series: readonly PlotSeries[], options: PlotOptions): Plot {
  const { width, height, title, x: xOptions = {}, y: yOptions = {} } = options;
  const { x, y } = axesOf(series, xOptions, yOptions);
  const top = title === undefined ? 0 : 1;
  const rows = height - top - 2;
  if (rows < 2) return noRoom(options, x, y);
  const yTicks = rowTicks(y, yOptions, rows);
  const left = Math.max(...yTicks.map(({ text }) => text.length), 1) + 1;
  const labels = options.labels === false ? [] : series.flatMap(({ label = '' }) => (label === '' ? [] : [label]));
  const most = Math.floor(width * (labels.length === 1 ? mostOfOneLabel : mostOfLabels));
  const short = shortNames(labels, most - 1);
  const right = labels.length === 0 || most < 4 ? 0 : Math.max(...short.map(textWidth)) + 1;
  const columns = width - left - right;
  if (columns < 4) return noRoom(options, x, y);

  const glyphs = glyphsOf(options.glyphs ?? 'braille');
  const raster = makeRaster(columns, rows, glyphs);
  const { marks, cells } = drawSeries(raster, series, { x, y }, options.dashes === true);
  const shortOf = new Map(labels.map((label, index) => [label, short[index] ?? label]));
  const wanted = right === 0 ? [] : wantedLabels(series, { x, y }, rows, shortOf);
  const placed = placeLabels(wanted, rows);
  const rule = options.cursor === undefined ? -1 : Math.round(placeOf(x, options.cursor) * (columns - 1));
  const ticks = new Map(yTicks.map(({ cell, text }) => [cell, text]));
  const xTicks = columnTicks(x, xOptions, columns);
  const lines: PlotLine[] = [
    ...(title === undefined ? [] : [[plainSpan(cutText(title, width), 'title')]]),
    ...Array.from(
      { length: rows },
      (_, row): PlotLine => [
        yAxisSpan(ticks.get(row), left, glyphs),
        ...rasterSpans(raster, row, rule),
        ...labelSpans(placed.get(row), right),
      ],
    ),
    xAxisLine(xTicks, cells, left, columns, glyphs),
    [plainSpan(tickLine(xTicks, left, width, columns, xOptions), 'axis')],
  ];
  return {
    lines,
    area: { left, top, width: columns, height: rows },
    x,
    y,
    marks,
    unlabelled: (right === 0 ? labels.length : wanted.length) - placed.size,
  };
}

function noRoom({ width, height }: PlotOptions, x: PlotAxis, y: PlotAxis): Plot {
  const text = cutText('no room', Math.max(width, 0));
  const lines = Array.from({ length: Math.max(height, 0) }, (_, row) => (row === 0 ? [plainSpan(text, 'axis')] : []));
  return { lines, area: undefined, x, y, marks: [], unlabelled: 0 };
}

/** The share of the width that labels may take. */
export const mostOfLabels = 0.3;
// Of one name there is no shorter one that tells the curve from others.
const mostOfOneLabel = 0.4;

function wantedLabels(
  series: readonly PlotSeries[],
  { x, y }: { readonly x: PlotAxis; readonly y: PlotAxis },
  rows: number,
  shortOf: ReadonlyMap<string, string>,
): readonly WantedLabel[] {
  return series.flatMap((s) => {
    if (s.label === undefined || s.label === '') return [];
    // Where the curve ends, or leaves what is shown on its way to the next point.
    let next: readonly [number, number] | undefined;
    for (let at = s.x.length - 1; at >= 0; at--) {
      const [column, place] = [placeOf(x, s.x[at] ?? Number.NaN), placeOf(y, s.y[at] ?? Number.NaN)];
      if (!Number.isFinite(place)) continue;
      if (column > 1) {
        next = [column, place];
        continue;
      }
      if (column < 0 && next === undefined) break;
      const end = next === undefined ? place : place + ((next[1] - place) * (1 - column)) / (next[0] - column);
      return [
        {
          row: (1 - Math.min(Math.max(end, 0), 1)) * (rows - 1),
          text: shortOf.get(s.label) ?? s.label,
          color: s.color,
        },
      ];
    }
    return [];
  });
}

function labelSpans(label: WantedLabel | undefined, right: number): readonly PlotSpan[] {
  if (label === undefined) return [];
  return [{ text: ` ${cutText(label.text, right - 1)}`, color: label.color, tone: 'label' }];
}

function yAxisSpan(tick: string | undefined, left: number, { axis }: Glyphs): PlotSpan {
  const text = tick === undefined ? ' '.repeat(left - 1) + axis.vertical : tick.padStart(left - 1) + axis.yTick;
  return plainSpan(text, 'axis');
}

function xAxisLine(
  ticks: readonly PlacedTick[],
  cells: readonly MarkedCell[],
  left: number,
  columns: number,
  { axis }: Glyphs,
): PlotLine {
  const line = Array.from({ length: columns }, () => axis.horizontal);
  for (const { cell } of ticks) line[cell] = axis.xTick;
  const marked = new Map(cells.map(({ column, kind, color }) => [column, { kind, color }]));
  const spans: PlotSpan[] = [];
  let text = ' '.repeat(left - 1) + axis.corner;
  for (const [column, sign] of line.entries()) {
    const mark = marked.get(column);
    if (mark === undefined) {
      text += sign;
      continue;
    }
    if (text !== '') spans.push(plainSpan(text, 'axis'));
    text = '';
    const signs = {
      nan: axis.nan,
      'positive-infinity': axis.up,
      'negative-infinity': axis.down,
      'not-positive': axis.down,
    };
    spans.push({ text: signs[mark.kind], color: mark.color, tone: 'mark' });
  }
  return text === '' ? spans : [...spans, plainSpan(text, 'axis')];
}

/** The texts of the ticks, each under its tick as far as the edges allow, and the axis' title where there is room for it. */
function tickLine(
  ticks: readonly PlacedTick[],
  left: number,
  width: number,
  columns: number,
  { title = '' }: AxisOptions,
): string {
  let line = '';
  for (const { cell, text } of ticks) {
    const wanted = left + cell - Math.floor((text.length - 1) / 2);
    const start = Math.max(0, Math.min(wanted, width - text.length));
    if (start > line.length || line === '') line = padText(line, start, false) + text;
  }
  if (title === '') return line;
  // What is measured matters more than the last of its ticks.
  const isTight = width - line.length - 2 < textWidth(title);
  if (isTight) return ticks.length > 2 ? tickLine(ticks.slice(0, -1), left, width, columns, { title }) : line;
  // At the end of the axis where its own cells have room, else behind it.
  const at = Math.max(left + columns - textWidth(title), line.length + 2);
  return padText(line, Math.min(at, width - textWidth(title)), false) + title;
}
