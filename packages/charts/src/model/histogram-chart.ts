import { roundTicks } from '../braille/numeric-ticks.ts';
import type { HistogramChart } from './chart.ts';
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
      bins: measure.log ? logBins(values) : roundBins(values),
    },
    notes: [
      ...leftOut(result.rows - values.length, result.rows, `a finite \`${column.name}\``),
      ...(columns.length > 1 ? [`of ${columns.length} columns of numbers \`${column.name}\` is shown`] : []),
    ],
  };
}

function roundBins(values: Float64Array): HistogramChart['bins'] {
  const [low, high] = [values[0] ?? 0, values.at(-1) ?? 0];
  if (low === high) return values.length === 0 ? [] : [bin(low - 0.5, low + 0.5, values)];
  const ticks = roundTicks({ low, high, log: false }, wantedBins(values));
  const step = (ticks[1] ?? high) - (ticks[0] ?? low);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.max(Math.ceil(high / step - 1e-9), first + 1);
  const edge = (at: number) => Number((at * step).toPrecision(12));
  return Array.from({ length: last - first }, (_, at) => {
    const [from, to] = [edge(first + at), edge(first + at + 1)];
    return bin(from, to, values, first + at + 1 === last);
  });
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
