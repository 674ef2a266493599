import { shortNames } from '@xt/charts/braille';
import { showNumber } from '@xt/engine/render';
import { cell, piece, safeWidth } from '../frame/fit.ts';
import type { Line } from '../frame/line.ts';
import type { Chart, ChartSeries } from './charts-of.ts';
import type { ValuesHere, ValuesOf } from './curve-values.ts';
import { dot, type SeriesMark } from './series-sign.ts';
import { seriesTone } from './series-tone.ts';

const numberWidth = 11;
const leastName = 8;
const mostName = 32;

/**
 * The curves as numbers: of each what it is at the cursor or at its end, its extremes, and how many points it has. In a pane of so
 * many columns names give way to what a curve is.
 */
export function curveTable(
  charts: readonly Chart[],
  values: ValuesOf | undefined,
  mark: SeriesMark = dot,
  columns = Number.POSITIVE_INFINITY,
): readonly Line[] {
  return charts.flatMap(({ metric, series }) => {
    const names = series.map(({ label = '' }) => label);
    const cells = values === undefined ? undefined : hereWidths(series, values);
    const numbers = cells === undefined ? 3 * numberWidth : cells.x + cells.value;
    const room = Math.max(leastName, Math.min(mostName, columns - safeWidth(mark(0)) - 1 - numbers));
    const width = Math.min(room, Math.max(4, safeWidth(metric) - 2, ...names.map(safeWidth)));
    const labels = shortNames(names, width);
    const header: Line = [
      cell(metric, safeWidth(mark(0)) + 1 + width, { tone: 'title' }),
      ...(values === undefined
        ? [head('last', numberWidth)]
        : [head('at', cells?.x ?? 0), head('value', cells?.value ?? 0)]),
      ...['min', 'max', 'points', 'NaN'].map((name) => head(name, numberWidth)),
    ];
    return [
      header,
      ...series.map((each, at) => seriesLine(each, [mark(each.color), labels[at] ?? ''], width, values, cells)),
      [],
    ];
  });
}

interface HereWidths {
  readonly x: number;
  readonly value: number;
}

/** A number is never cut: its digits are what the cursor is for. */
function hereWidths(series: readonly ChartSeries[], values: ValuesOf): HereWidths {
  const found = series.map((each) => values(each));
  const widest = (least: number, text: (here: ValuesHere) => string) =>
    Math.max(least, ...found.map((here) => (here === undefined ? 1 : safeWidth(text(here))))) + 2;
  return { x: widest(2, ({ x }) => x), value: widest(5, ({ value }) => value) };
}

function head(name: string, width: number): Line[number] {
  return cell(name, width, { tone: 'muted' }, true);
}

function seriesLine(
  series: ChartSeries,
  [mark, label]: readonly [mark: string, label: string],
  width: number,
  values: ValuesOf | undefined,
  widths: HereWidths = { x: 0, value: 0 },
): Line {
  const { y } = series;
  const finite = y.filter((value) => !Number.isNaN(value));
  const least = finite.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  const greatest = finite.reduce((greatest, each) => Math.max(greatest, each), Number.NEGATIVE_INFINITY);
  const none = y.length === 0 ? undefined : Number.NaN;
  const numbers = [
    ...(values === undefined ? [y.at(-1)] : []),
    ...(finite.length === 0 ? [none, none] : [least, greatest]),
    y.length,
    y.length - finite.length,
  ];
  return [
    piece(`${mark} `, { tone: seriesTone(series.color) }),
    cell(label, width),
    ...(values === undefined ? [] : hereCells(values(series), widths)),
    ...numbers.map((each) => cell(each === undefined ? '-' : showNumber(each), numberWidth, {}, true)),
  ];
}

function hereCells(here: ValuesHere | undefined, { x, value }: HereWidths): readonly Line[number][] {
  return [cell(here?.x ?? '-', x, {}, true), cell(here?.value ?? '-', value, {}, true)];
}
