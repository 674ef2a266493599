import { showNumber } from '@xt/engine/show';
import type { Measure, ScatterPoint, Trend } from './chart.ts';
import { extentOf } from './extent-of.ts';

/** A trend line, where there is one, and what is said of it. */
export interface FoundTrend {
  readonly line?: Trend;
  readonly note: string;
}

/**
 * The straight line of least squares through points as they stand on their axes: of what is on a log axis the logarithms are
 * taken, so that a power law is a straight line.
 */
export function trendOf(points: readonly ScatterPoint[], x: Measure, y: Measure): FoundTrend {
  const [xs, ys] = [points.map((p) => onAxis(x, p.x)), points.map((p) => onAxis(y, p.y))];
  const [low, high] = extentOf(xs);
  if (!(low < high)) return { note: `no trend line: it needs two values of \`${x.title}\`` };
  const [meanX, meanY] = [mean(xs), mean(ys)];
  const products = (a: readonly number[], meanA: number, b: readonly number[], meanB: number) =>
    a.reduce((sum, value, at) => sum + (value - meanA) * ((b[at] ?? meanB) - meanB), 0);
  const [xx, xy, yy] = [products(xs, meanX, xs, meanX), products(xs, meanX, ys, meanY), products(ys, meanY, ys, meanY)];
  const slope = xy / xx;
  const place = (at: number) => ({ x: fromAxis(x, at), y: fromAxis(y, meanY + slope * (at - meanX)) });
  // Points on a level line have no spread that a slope could explain.
  const fit = yy > 0 ? `, r² = ${(xy ** 2 / (xx * yy)).toFixed(3)}` : '';
  return {
    line: { from: place(low), to: place(high) },
    note: `trend: ${equation(x, y, slope, meanY - slope * meanX)}${fit}`,
  };
}

const day = 86_400e6;

/** Times count in days, so that a slope is a number people know. */
function onAxis({ type, log }: Measure, value: number): number {
  if (log) return Math.log10(value);
  return type === 'time' ? value / day : value;
}

function fromAxis({ type, log }: Measure, value: number): number {
  if (log) return 10 ** value;
  return type === 'time' ? value * day : value;
}

function equation(x: Measure, y: Measure, slope: number, offset: number): string {
  const [left, right] = [`\`${y.title}\``, `\`${x.title}\``];
  if (x.type === 'time' || y.type === 'time') {
    const unit = x.type === 'time' ? 'a day' : `days per ${right}`;
    return x.type === y.type ? `${showNumber(slope)} days a day` : `${left} changes by ${showNumber(slope)} ${unit}`;
  }
  if (x.log && y.log) return `${left} = ${showNumber(10 ** offset)} × ${right} ^ ${showNumber(slope)}`;
  if (y.log) return `${left} = ${showNumber(10 ** offset)} × 10 ^ (${showNumber(slope)} × ${right})`;
  const term = x.log ? `log10(${right})` : right;
  return `${left} = ${showNumber(offset)} ${slope < 0 ? '-' : '+'} ${showNumber(Math.abs(slope))} × ${term}`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
