import { durationTicks, roundTicks } from '../braille/numeric-ticks.ts';
import type { PlotAxis } from '../braille/plot-types.ts';
import { timeTicks } from '../braille/time-ticks.ts';
import type { HistogramChart, Measure } from './chart.ts';
import { ChartError } from './chart-error.ts';
import type { Built, Log } from './make-chart.ts';
import { axisOf, leftOut, type NumberColumn, numberColumns } from './measures.ts';
import { categoriesOf, type Result } from './read-result.ts';

/** How many rows have the last column of numbers in each of some bins of round width. */
export function histogramChart(result: Result, log: Log): Built<HistogramChart> {
  const columns = numberColumns(result);
  const column = columns.at(-1);
  if (column === undefined || result.source === 'curves') {
    throw new ChartError('`histogram` needs a column of numbers', 'for example: `runs select val.acc`');
  }
  const measure = axisOf(column, log.x);
  const values = column.numbers.filter((value) => Number.isFinite(value) && (!measure.log || value > 0)).sort();
  return {
    chart: {
      kind: 'histogram',
      value: measure,
      what: result.source === 'runs' ? 'runs' : 'rows',
      bins: valueBins(column, values, result.rows) ?? (measure.log ? logBins(values) : roundBins(values, measure)),
    },
    notes: [
      ...leftOut(
        result.rows - values.length,
        result.rows,
        `${measure.log ? 'a place for' : 'a finite'} \`${column.name}\``,
      ),
      ...(columns.length > 1 ? [`of ${columns.length} columns of numbers \`${column.name}\` is shown`] : []),
    ],
  };
}

// More bars than these are read as a shape, whose places must be true.
const mostValues = 12;

/** A bar for each value where there are few that come again and again; undefined where they are many, or lie beside each other. */
function valueBins(column: NumberColumn, values: Float64Array, rows: number): HistogramChart['bins'] | undefined {
  const distinct = [...new Set(values)];
  const isFew = distinct.length >= 2 && distinct.length <= mostValues && distinct.length * 2 <= values.length;
  if (!isFew || isDense(values)) return undefined;
  const { labels, of } = categoriesOf(column, rows);
  return distinct.map((value) => {
    const count = values.reduce((n, each) => n + Number(each === value), 0);
    return { from: value, to: value, count, label: labels[of[column.numbers.indexOf(value)] ?? -1] ?? String(value) };
  });
}

// Of so many whole numbers each has a bin of its own.
const mostWhole = 20;

/** Whether values are whole numbers that stand close to each other. */
function isDense(values: Float64Array): boolean {
  const span = (values.at(-1) ?? 0) - (values[0] ?? 0) + 1;
  return span <= mostWhole && values.every(Number.isInteger) && span <= 2 * new Set(values).size;
}

function roundBins(values: Float64Array, { type, whole }: Measure): HistogramChart['bins'] {
  const [low, high] = [values[0] ?? 0, values.at(-1) ?? 0];
  if (low === high) return values.length === 0 ? [] : around(low, values, whole === true);
  const rough = roundStep(low, high, wantedBins(values), type);
  // Whole numbers stand in the middle of theirs.
  const [step, shift] = whole === true ? [isDense(values) ? 1 : Math.max(Math.round(rough), 1), 0.5] : [rough, 0];
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(whole === true ? Math.floor(high / step) + 1 : Math.ceil(high / step - 1e-9), first + 1);
  return between(first, last, (at) => Number((at * step - shift).toPrecision(15)), values);
}

/** What is all the same stands between two empty bins, which tell how wide its own is. */
function around(value: number, values: Float64Array, isWhole: boolean): HistogramChart['bins'] {
  // Half of a large number's last digits is no more than nothing.
  const half = isWhole && Math.abs(value) < 1e15 ? 0.5 : Math.abs(value) * 0.05 || 0.5;
  return [-3, -1, 1].map((at) => bin(value + at * half, value + (at + 2) * half, values));
}

/** The step between round values: of times and durations in what clocks and calendars count in. */
function roundStep(low: number, high: number, wanted: number, type: Measure['type']): number {
  const axis = { low, high, log: false };
  const ticks = { number: roundTicks, duration: durationTicks, time: timesOf }[type](axis, wanted);
  // 0.55 less 0.5 is not 0.05.
  return Number(((ticks[1] ?? high) - (ticks[0] ?? low)).toPrecision(12));
}

function timesOf(axis: PlotAxis, wanted: number): readonly number[] {
  return timeTicks(axis, wanted, 'UTC').map(({ value }) => value);
}

function logBins(values: Float64Array): HistogramChart['bins'] {
  const [low, high] = [values[0] ?? 1, values.at(-1) ?? 1];
  if (low === high) return values.length === 0 ? [] : [bin(low / 2, low * 2, values)];
  const decades = Math.log10(high) - Math.log10(low);
  // As many in each power of ten, so that these are edges.
  const parts = [1, 2, 5, 10, 20, 50].find((each) => each * decades >= wantedBins(values.map(Math.log10))) ?? 100;
  const [first, last] = [Math.floor(Math.log10(low) * parts + 1e-9), Math.ceil(Math.log10(high) * parts - 1e-9)];
  return between(first, Math.max(last, first + 1), (at) => Number((10 ** (at / parts)).toPrecision(12)), values);
}

/** The bins between the edges of two numbers; rounded edges leave no value out. */
function between(
  first: number,
  last: number,
  edge: (at: number) => number,
  values: Float64Array,
): HistogramChart['bins'] {
  return Array.from({ length: last - first }, (_, at) => {
    const [from, to] = [edge(first + at), edge(first + at + 1)];
    const [low, high] = [
      at === 0 ? Number.NEGATIVE_INFINITY : from,
      first + at + 1 === last ? Number.POSITIVE_INFINITY : to,
    ];
    return { from, to, count: values.reduce((n, value) => n + Number(value >= low && value < high), 0) };
  });
}

/** By Freedman and Diaconis, between 5 and 40. */
function wantedBins(sorted: Float64Array): number {
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const width = (2 * (at(0.75) - at(0.25))) / Math.cbrt(sorted.length);
  const wanted = Math.ceil((at(1) - at(0)) / width);
  return Number.isFinite(wanted) ? Math.min(Math.max(wanted, 5), 40) : 10;
}

function bin(from: number, to: number, values: Float64Array) {
  return { from, to, count: values.reduce((n, value) => n + Number(value >= from && value < to), 0) };
}
