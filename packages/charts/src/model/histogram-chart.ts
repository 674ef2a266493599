import { durationTicks, roundTicks } from '../braille/numeric-ticks.ts';
import type { PlotAxis } from '../braille/plot-types.ts';
import { timeTicks } from '../braille/time-ticks.ts';
import type { HistogramChart, Measure } from './chart.ts';
import { ChartError } from './chart-error.ts';
import type { Built, Log } from './make-chart.ts';
import { axisOf, leftOut, numberColumns } from './measures.ts';
import type { Result } from './read-result.ts';

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
      bins: measure.log ? logBins(values) : roundBins(values, measure),
    },
    notes: [
      ...leftOut(result.rows - values.length, result.rows, `a finite \`${column.name}\``),
      ...(columns.length > 1 ? [`of ${columns.length} columns of numbers \`${column.name}\` is shown`] : []),
    ],
  };
}

function roundBins(values: Float64Array, { type, whole }: Measure): HistogramChart['bins'] {
  const [low, high] = [values[0] ?? 0, values.at(-1) ?? 0];
  if (low === high) return values.length === 0 ? [] : around(low, values, whole === true);
  const rough = roundStep(low, high, wantedBins(values), type);
  // Whole numbers stand in the middle of theirs.
  const [step, shift] = whole === true ? [Math.max(Math.round(rough), 1), 0.5] : [rough, 0];
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(whole === true ? Math.floor(high / step) + 1 : Math.ceil(high / step - 1e-9), first + 1);
  const edge = (at: number) => Number((at * step - shift).toPrecision(15));
  return Array.from({ length: last - first }, (_, at) => {
    const [from, to] = [edge(first + at), edge(first + at + 1)];
    return bin(from, to, values, first + at + 1 === last);
  });
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
  return (ticks[1] ?? high) - (ticks[0] ?? low);
}

function timesOf(axis: PlotAxis, wanted: number): readonly number[] {
  return timeTicks(axis, wanted, 'UTC').map(({ value }) => value);
}

function logBins(values: Float64Array): HistogramChart['bins'] {
  const [low, high] = [values[0] ?? 1, values.at(-1) ?? 1];
  if (low === high) return values.length === 0 ? [] : [bin(low / 2, low * 2, values)];
  const count = wantedBins(values);
  const edge = (at: number) => low * (high / low) ** (at / count);
  return Array.from({ length: count }, (_, at) =>
    bin(edge(at), at + 1 === count ? high : edge(at + 1), values, at + 1 === count),
  );
}

/** By Freedman and Diaconis, between 5 and 40. */
function wantedBins(sorted: Float64Array): number {
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const width = (2 * (at(0.75) - at(0.25))) / Math.cbrt(sorted.length);
  const wanted = Math.ceil((at(1) - at(0)) / width);
  return Number.isFinite(wanted) ? Math.min(Math.max(wanted, 5), 40) : 10;
}

function bin(from: number, to: number, values: Float64Array, isLast = false) {
  const count = values.reduce((n, value) => n + Number(value >= from && (value < to || (isLast && value === to))), 0);
  return { from, to, count };
}
