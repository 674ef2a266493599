import { type PlotSeries, pointNear } from '@xt/charts/braille';
import { showNumber, textWidth } from '@xt/engine/render';
import { cell, piece } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import type { Chart } from './charts-of.ts';
import { seriesTone } from './series-tone.ts';

/** The curves as numbers: of each its points, what they are at the cursor or at the end, and their extremes. */
export function curveTable(charts: readonly Chart[], at: number | undefined): readonly Line[] {
  return charts.flatMap(({ metric, series }) => {
    const names = series.map(({ label = '' }) => label);
    const width = Math.min(32, Math.max(4, ...names.map(textWidth)));
    const header: Line = [
      cell(metric, width + 2, { tone: 'title' }),
      ...[at === undefined ? 'last' : 'here', 'min', 'max', 'points', 'NaN'].map((name) =>
        cell(name, 11, { tone: 'muted' }, true),
      ),
    ];
    return [header, ...series.map((each) => seriesLine(each, width, at)), []];
  });
}

function seriesLine(series: PlotSeries, width: number, at: number | undefined): Line {
  const { y } = series;
  const finite = y.filter((value) => !Number.isNaN(value));
  const value = at === undefined ? finite.at(-1) : pointNear(series, at)?.y;
  const least = finite.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const greatest = finite.reduce((greatest, each) => Math.max(greatest, each), Number.NEGATIVE_INFINITY);
  const numbers = [
    value,
    ...(finite.length === 0 ? [undefined, undefined] : [least, greatest]),
    y.length,
    y.length - finite.length,
  ];
  return [
    piece('● ', { tone: seriesTone(series.color) }),
    cell(series.label ?? '', width),
    ...numbers.map((each) => cell(each === undefined ? '-' : showNumber(each), 11, {}, true)),
  ];
}
