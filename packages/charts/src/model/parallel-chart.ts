import { logTicks, roundTicks } from '../braille/numeric-ticks.ts';
import type { PlotAxis } from '../braille/plot-types.ts';
import { placeOf } from '../braille/scale.ts';
import { logTexts, numberTexts } from '../braille/tick-text.ts';
import { type Tick, timeTicks } from '../braille/time-ticks.ts';
import type { ParallelAxis, ParallelChart, ParallelLine } from './chart.ts';
import { ChartError } from './chart-error.ts';
import { extentOf } from './extent-of.ts';
import { keepRows } from './keep-rows.ts';
import type { Built, Log } from './make-chart.ts';
import {
  axisOf,
  categoryColumns,
  hasPlace,
  isNumeric,
  leftOut,
  type NumberColumn,
  numberColumns,
  rowNames,
} from './measures.ts';
import { categoriesOf, measureOf, type Result, type ResultColumn } from './read-result.ts';

/** An axis per column, in the order of the columns, and a line per row, coloured by the last column of numbers. */
export function parallelChart(all: Result, log: Log = {}): Built<ParallelChart> {
  const used = new Set<ResultColumn>([...numberColumns(all), ...categoryColumns(all)]);
  const isUsed = all.columns.map((column) => used.has(column));
  const isColor = (column: ResultColumn): column is NumberColumn => isNumeric(column) && column.type !== 'time';
  const shown = all.columns.filter((_, at) => isUsed[at]).findLast(isColor);
  // The axes are of the lines that are drawn.
  const result = keepRows(all, (row) => Number.isFinite(shown?.numbers[row]));
  const columns = result.columns.filter((_, at) => isUsed[at]);
  const color = columns.findLast(isColor);
  if (color === undefined || columns.length < 2 || result.source === 'curves') {
    throw new ChartError(
      '`parallel` needs two columns or more, the last of them numbers',
      'for example: `runs select params.lr, params.width, val.acc`',
    );
  }
  const axes = columns.map((column) =>
    isNumeric(column) ? numberAxis(column, log) : categoryAxis(column, result.rows),
  );
  const names = rowNames(result);
  const lines = Array.from({ length: result.rows }, (_, row): ParallelLine => {
    const places = axes.map((axis) => axis.placeOf(row));
    return { label: names.of(row), color: color.numbers[row] ?? Number.NaN, places };
  });
  return {
    chart: {
      kind: 'parallel',
      axes: axes.map(({ axis }) => axis),
      color: measureOf(color, false),
      labelTitle: names.title,
      // The best last, so that nothing lies over it.
      lines: lines.toSorted((a, b) => a.color - b.color),
    },
    notes: [...leftOut(all.rows - lines.length, all.rows, `a finite \`${color.name}\``), ...gapNote(lines, log)],
  };
}

/** A line is interrupted where its run has no value that an axis has a place for. */
function gapNote(lines: readonly ParallelLine[], { x, y }: Log): readonly string[] {
  const what = x === true || y === true ? 'missing, not finite or not above 0' : 'missing or not finite';
  const count = lines.filter(({ places }) => places.some((place) => place === undefined)).length;
  const isOne = count === 1;
  return count === 0
    ? []
    : [`${count} of ${lines.length} lines ${isOne ? 'has a gap' : 'have gaps'} where a value is ${what}`];
}

interface PlacedAxis {
  readonly axis: ParallelAxis;
  readonly placeOf: (row: number) => { readonly place: number; readonly text: string } | undefined;
}

/** `x` is asked for params, `y` for what came of them. */
function numberAxis(column: NumberColumn, asked: Log): PlacedAxis {
  const isInput = column.role === 'param' || column.role === 'tag' || column.role === 'key';
  const isAsked = (isInput ? asked.x : asked.y) === true && extentOf(column.numbers)[1] > 0 && column.type !== 'time';
  const measure = axisOf(column, isAsked ? true : undefined);
  const { title, log } = measure;
  const finite = column.numbers.filter((value) => hasPlace(measure, value));
  const [least, greatest] = extentOf(finite);
  const isFlat = !(least < greatest);
  const scale = { low: least, high: greatest, log };
  const place = (value: number) => (isFlat ? 0.5 : placeOf(scale, value));
  const tried = isInput && column.type !== 'time' ? triedTicks(finite, place) : [];
  const round = () => (column.type === 'time' ? timeTicks(scale, 6, 'UTC') : numberTicks(scale, isFlat));
  const shown = tried.length > 0 ? tried : round();
  const ticks = finite.length === 0 ? [] : shown.map(({ value, text }) => ({ place: place(value), text }));
  return {
    axis: { title: log ? `${title} (log)` : title, ticks },
    placeOf: (row) => {
      const value = column.numbers[row] ?? Number.NaN;
      const text = column.type === 'time' ? (column.text(row) ?? '') : String(value);
      return hasPlace(measure, value) ? { place: place(value), text } : undefined;
    },
  };
}

const mostTried = 8;
// Of an axis: what is nearer has no room for its text.
const leastGap = 0.05;

/** The values themselves where a few were tried; those that are too near to others have no tick. */
function triedTicks(values: Float64Array, place: (value: number) => number): readonly Tick[] {
  const distinct = [...new Set(values)].toSorted((a, b) => a - b);
  // What was drawn at random has more digits than anybody reads.
  if (distinct.length > mostTried || !distinct.every(isChosen)) return [];
  const last = distinct.at(-1);
  const areApart = (a: number | undefined, b: number | undefined) =>
    a === undefined || b === undefined || a === b || place(b) - place(a) >= leastGap;
  const ticks: number[] = [];
  for (const value of distinct) if (areApart(ticks.at(-1), value) && areApart(value, last)) ticks.push(value);
  return ticks.map((value) => ({ value, text: valueText(value) }));
}

function isChosen(value: number): boolean {
  return Number.isInteger(value) || Number(value.toPrecision(3)) === value;
}

function valueText(value: number): string {
  const [text = ''] = logTexts([Math.abs(value)]);
  return value < 0 ? `-${text}` : text;
}

function numberTicks(scale: PlotAxis, isFlat: boolean): readonly { readonly value: number; readonly text: string }[] {
  const values = isFlat ? [scale.low] : scale.log ? logTicks(scale, 6) : roundTicks(scale, 6);
  const texts = scale.log ? logTexts(values) : numberTexts(values);
  return values.map((value, at) => ({ value, text: texts[at] ?? '' }));
}

function categoryAxis(column: ResultColumn, rows: number): PlacedAxis {
  const { labels, of } = categoriesOf(column, rows);
  const place = (at: number) => (labels.length === 1 ? 0.5 : at / (labels.length - 1));
  return {
    axis: { title: column.name, ticks: labels.map((text, at) => ({ place: place(at), text })) },
    placeOf: (row) => {
      const at = of[row] ?? -1;
      return at < 0 ? undefined : { place: place(at), text: labels[at] ?? '' };
    },
  };
}
