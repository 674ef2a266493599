import { safeText } from '@xt/engine/show';
import { cutText, textWidth } from '@xt/engine/text-width';
import { plot } from '../braille/plot.ts';
import type { PlotLine, PlotSeries, PlotSpan } from '../braille/plot-types.ts';
import { plainSpan } from '../braille/spans.ts';
import type { PointColor, ScatterChart, ScatterPoint, Trend } from '../model/chart.ts';
import { okabeIto } from '../spec/okabe-ito.ts';
import { numberText } from './bar-cells.ts';
import { axisOf, leastHeight } from './plot-cells.ts';
import { quartersOf } from './quarters.ts';
import type { CellRoom } from './to-cells.ts';

/** Points at two numbers; those of a category, or of a quarter by a third number, have a colour, or a sign where there are none. */
export function scatterCells(chart: ScatterChart, room: CellRoom): readonly PlotLine[] {
  const { color, trend } = chart;
  const groups = color === undefined ? [{ label: '', points: chart.points }] : groupsOf(chart, color);
  const signs = signsFor(groups.length, room);
  const series = groups.map(({ points }, index): PlotSeries => {
    const sign = signs[index];
    return {
      x: Float64Array.from(points, (point) => point.x),
      y: Float64Array.from(points, (point) => point.y),
      color: index,
      mark: 'points',
      ...(sign === undefined ? {} : { sign }),
    };
  });
  const line = trend === undefined ? [] : [trendSeries(trend, series.length)];
  const { lines } = plot([...series, ...line], {
    width: room.width,
    height: Math.max(room.height, leastHeight),
    ...(room.glyphs === undefined ? {} : { glyphs: room.glyphs }),
    labels: false,
    title: safeText(chart.y.title),
    x: axisOf(chart.x, room),
    y: axisOf(chart.y, room),
  });
  if (color === undefined) return lines;
  const title = color.kind === 'number' ? color.measure.title : color.series.title;
  const names = groups.map(({ label }) => safeText(label));
  return [...lines, ...legendOf(safeText(title), names, signs, room.width)];
}

interface PointGroup {
  readonly label: string;
  readonly points: readonly ScatterPoint[];
}

function groupsOf({ points }: ScatterChart, color: PointColor): readonly PointGroup[] {
  if (color.kind === 'category') {
    return color.series.labels.map((label, at) => ({ label, points: points.filter((point) => point.color === at) }));
  }
  const quarters = quartersOf(points.flatMap((point) => (point.color === undefined ? [] : [point.color])));
  const told = quarters.bounds.map(([least, greatest], at) => ({
    label: [...new Set([least, greatest])].map((value) => numberText(color.measure, value)).join(' to '),
    points: points.filter((point) => point.color !== undefined && quarters.of(point.color) === at),
  }));
  const others = points.filter((point) => point.color === undefined);
  return others.length === 0 ? told : [...told, { label: 'none', points: others }];
}

/** The trend line, straight on the axes as they are: its ends are enough. */
function trendSeries({ from, to }: Trend, color: number): PlotSeries {
  return { x: Float64Array.of(from.x, to.x), y: Float64Array.of(from.y, to.y), color };
}

/** A sign for each group where colours do not tell them apart. */
function signsFor(count: number, { dashes, glyphs }: CellRoom): readonly string[] {
  const isTold = count < 2 || (dashes !== true && count <= okabeIto.length);
  const signs = glyphs === 'ascii' ? 'ox+*#%@&' : '●○×▲△■□◆◇+';
  return isTold ? [] : [...signs, ...'abcdefghijklmnopqrstuvwxyz'].slice(0, count);
}

/** What the colours and signs mean, as many beside each other as have room. */
function legendOf(
  title: string,
  labels: readonly string[],
  signs: readonly string[],
  width: number,
): readonly PlotLine[] {
  const lines: PlotSpan[][] = [[plainSpan(cutText(title, width), 'axis')]];
  let used = Math.min(textWidth(title), width);
  for (const [color, label] of labels.entries()) {
    const text = cutText(`${signs[color] ?? '■'} ${label}`, width);
    const isFirst = used + 2 + textWidth(text) > width;
    if (isFirst) lines.push([]);
    const before = isFirst ? '' : '  ';
    lines.at(-1)?.push({ text: before + text, color, tone: 'label' });
    used = (isFirst ? 0 : used + 2) + textWidth(text);
  }
  return lines;
}
