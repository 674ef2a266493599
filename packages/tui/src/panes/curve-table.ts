import { showNumber, textWidth } from '@xt/engine/render';
import { cell, piece } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import type { Chart, ChartSeries } from './charts-of.ts';
import type { ValuesHere, ValuesOf } from './curve-values.ts';
import { seriesTone } from './series-tone.ts';

/** The curves as numbers: of each what it is at the cursor or at its end, its extremes, and how many points it has. */
export function curveTable(charts: readonly Chart[], values: ValuesOf | undefined): readonly Line[] {
  return charts.flatMap(({ metric, series }) => {
    const names = series.map(({ label = '' }) => label);
    const width = Math.min(32, Math.max(4, ...names.map(textWidth)));
    const header: Line = [
      cell(metric, width + 2, { tone: 'title' }),
      ...(values === undefined ? [head('last', 11)] : [head('at', xWidth), head('value', valueWidth)]),
      ...['min', 'max', 'points', 'NaN'].map((name) => head(name, 11)),
    ];
    return [header, ...series.map((each) => seriesLine(each, width, values)), []];
  });
}

// A number is never cut: its digits are what the cursor is for.
const valueWidth = 24;
const xWidth = 14;

function head(name: string, width: number): Line[number] {
  return cell(name, width, { tone: 'muted' }, true);
}

function seriesLine(series: ChartSeries, width: number, values: ValuesOf | undefined): Line {
  const { y } = series;
  const finite = y.filter((value) => !Number.isNaN(value));
  const least = finite.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const greatest = finite.reduce((greatest, each) => Math.max(greatest, each), Number.NEGATIVE_INFINITY);
  const numbers = [
    ...(values === undefined ? [finite.at(-1)] : []),
    ...(finite.length === 0 ? [undefined, undefined] : [least, greatest]),
    y.length,
    y.length - finite.length,
  ];
  return [
    piece('● ', { tone: seriesTone(series.color) }),
    cell(series.label ?? '', width),
    ...(values === undefined ? [] : hereCells(values(series))),
    ...numbers.map((each) => cell(each === undefined ? '-' : showNumber(each), 11, {}, true)),
  ];
}

function hereCells(here: ValuesHere | undefined): readonly Line[number][] {
  return [cell(here?.x ?? '-', xWidth, {}, true), cell(here?.value ?? '-', valueWidth, {}, true)];
}
