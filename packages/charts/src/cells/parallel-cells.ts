import { safeText } from '@xt/engine/show';
import { cutText, padText, textWidth } from '@xt/engine/text-width';
import { drawPath } from '../braille/draw-curve.ts';
import { type Glyphs, glyphsOf } from '../braille/glyphs.ts';
import type { PlotLine, PlotSpan } from '../braille/plot-types.ts';
import { layer, makeRaster, type Raster } from '../braille/raster.ts';
import { plainSpan, rasterSpans } from '../braille/spans.ts';
import type { ParallelAxis, ParallelChart } from '../model/chart.ts';
import { numberText } from './bar-cells.ts';
import { type Quarters, quartersOf } from './quarters.ts';
import type { CellRoom } from './to-cells.ts';
import { wrapWords } from './wrap-words.ts';

const leastSegment = 9;
const leastHeight = 10;

/** A line a row over upright axes, coloured by the quarter of the rows to which its last number belongs. */
export function parallelCells(chart: ParallelChart, room: CellRoom): readonly PlotLine[] {
  const { width } = room;
  if (width < 2 * leastSegment) return [[plainSpan(cutText('no room', width), 'axis')]];
  const shown = shownAxes(chart.axes, Math.max(Math.floor(width / leastSegment), 2));
  const right = Math.min(Math.max(...(shown.at(-1)?.axis.ticks ?? []).map(({ text }) => textWidth(text)), 0) + 1, 9);
  const columns = width - right;
  const height = Math.max(room.height - 3, leastHeight);
  const glyphs = glyphsOf(room.glyphs ?? 'braille');
  const quarters = quartersOf(chart.lines.map(({ color }) => color));
  const raster = makeRaster(columns, height, glyphs);
  for (const line of chart.lines) {
    const places = shown.map(({ index }) => line.places[index]?.place ?? Number.NaN);
    drawLine(raster, places, quarters.of(line.color), room.dashes === true);
  }
  const columnOf = (at: number) => Math.round((at / (shown.length - 1)) * (columns - 1));
  const segment = columnOf(1) - 1;
  const axes = shown.map(({ axis }, at) => ({ axis, column: columnOf(at), texts: ticksByRow(axis, height) }));
  const rows = Array.from({ length: height }, (_, row): PlotLine => {
    const behind = cellsOf(raster, row, width);
    for (const { column, texts } of axes) {
      behind[column] = plainSpan(glyphs.axis.vertical, 'axis');
      const text = texts.get(row);
      if (text !== undefined) putText(behind, column + 1, cutText(text, Math.min(segment - 1, width - column - 1)));
    }
    return behind.filter(({ text }) => text !== '');
  });
  const hidden = chart.axes.length - shown.length;
  return [
    [plainSpan(titleLine(axes, segment, width), 'title')],
    ...rows,
    ...legend(chart, quarters, room, glyphs),
    ...(hidden === 0 ? [] : wrapWords(hiddenText(chart.axes, shown), width).map((text) => [plainSpan(text, 'axis')])),
  ];
}

interface ShownAxis {
  readonly axis: ParallelAxis;
  readonly index: number;
}

/** The last says what the colours mean; of the others those that have room. */
function shownAxes(axes: readonly ParallelAxis[], most: number): readonly ShownAxis[] {
  const all = axes.map((axis, index) => ({ axis, index }));
  return all.length <= most ? all : [...all.slice(0, most - 1), ...all.slice(-1)];
}

function hiddenText(axes: readonly ParallelAxis[], shown: readonly ShownAxis[]): string {
  const names = axes.filter((axis) => shown.every((each) => each.axis !== axis)).map(({ title }) => title);
  return `${names.length} ${names.length === 1 ? 'axis' : 'axes'} found no room: ${names.join(', ')}`;
}

function drawLine(raster: Raster, places: readonly number[], color: number, isDashed: boolean): void {
  const x = Float64Array.from(places, (_, at) => (places.length === 1 ? 0 : at / (places.length - 1)));
  const whole = { low: 0, high: 1, log: false };
  const pen = { color, on: layer.line, dash: isDashed ? color : 0 };
  drawPath(raster, x, Float64Array.from(places), { x: whole, y: whole }, pen, 'line', () => {});
}

/** The texts of an axis by rows: at most one of three rows, as they stand over the lines. */
function ticksByRow({ ticks }: ParallelAxis, height: number): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  for (const { place, text } of ticks) {
    const row = Math.round((1 - place) * (height - 1));
    if ([-2, -1, 0, 1, 2].every((near) => !texts.has(row + near))) texts.set(row, safeText(text));
  }
  return texts;
}

/** The cells of a row, each for itself, with blanks up to the width. */
function cellsOf(raster: Raster, row: number, width: number): PlotSpan[] {
  const drawn = rasterSpans(raster, row, -1).flatMap((span) => [...span.text].map((text) => ({ ...span, text })));
  const blanks = Array.from({ length: width - drawn.length }, () => plainSpan(' ', 'axis'));
  return [...drawn, ...blanks];
}

/** A wide text takes the cells behind it. */
function putText(cells: PlotSpan[], at: number, text: string): void {
  if (text === '') return;
  cells[at] = plainSpan(text, 'axis');
  for (let more = 1; more < textWidth(text); more++) cells[at + more] = plainSpan('', 'axis');
}

function titleLine(
  axes: readonly { readonly axis: ParallelAxis; readonly column: number }[],
  segment: number,
  width: number,
): string {
  const last = axes.at(-1);
  const end = last === undefined ? '' : shortTitle(safeText(last.axis.title), segment - 1);
  return axes.reduce((line, { axis, column }, at) => {
    if (axis === last?.axis) return padText(line, Math.min(column, width - textWidth(end)), false) + end;
    // The last stands on the left of its axis where it has no room on the right.
    const room = at === axes.length - 2 ? width - textWidth(end) - column - 1 : segment - 1;
    return padText(line, column, false) + shortTitle(safeText(axis.title), Math.min(segment - 1, Math.max(room, 2)));
  }, '');
}

/** What tells names from each other stands at their ends. */
function shortTitle(title: string, width: number): string {
  if (textWidth(title) <= width) return title;
  const short = title.replace(/^(?:params|metrics|tags)\./, '');
  if (textWidth(short) <= width) return short;
  const signs = Array.from(new Intl.Segmenter().segment(short), ({ segment }) => segment);
  while (signs.length > 0 && textWidth(signs.join('')) > width - 1) signs.shift();
  return `…${signs.join('')}`;
}

/** Which lines are of which quarter, as many beside each other as have room. */
function legend(
  { color }: ParallelChart,
  { bounds }: Quarters,
  { width, dashes }: CellRoom,
  glyphs: Glyphs,
): readonly PlotLine[] {
  const lines: PlotSpan[][] = [[]];
  const widthOf = (spans: readonly PlotSpan[]) => spans.reduce((sum, { text }) => sum + textWidth(text), 0);
  const entries = bounds.map(([least, greatest], at): readonly PlotSpan[] => {
    const sample = makeRaster(4, 1, glyphs);
    drawLine(sample, [0.5, 0.5], at, dashes === true);
    const range = [...new Set([least, greatest])].map((value) => numberText(color, value)).join(' to ');
    return [...rasterSpans(sample, 0, -1), plainSpan(` ${cutText(range, Math.max(width - 5, 1))}  `, 'axis')];
  });
  const title = plainSpan(`${cutText(safeText(color.title), Math.max(width - 2, 1))}  `, 'axis');
  for (const entry of [[title], ...entries]) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(last) + widthOf(entry) - 2 <= width) last.push(...entry);
    else lines.push([...entry]);
  }
  return lines.map(trimmedEnd);
}

function trimmedEnd(line: readonly PlotSpan[]): PlotLine {
  return line.map((span, at) => (at === line.length - 1 ? { ...span, text: span.text.trimEnd() } : span));
}
