import { type Points, valuesOf, withoutNaN } from './points.ts';

/** An aggregate of a series: missing (null) without points, NaN where all are NaN. */
export function aggregate(name: string, points: Points, q = 0.5): number | null {
  if (name === 'count') return points.length;
  if (points.length === 0) return null;
  if (name === 'first') return points[0]?.value ?? null;
  if (name === 'last') return points.at(-1)?.value ?? null;
  const kept = withoutNaN(points);
  if (kept.length === 0) return Number.NaN;
  switch (name) {
    case 'argmin':
    case 'argmax': {
      const extremum = aggregateOfValues(name === 'argmin' ? 'min' : 'max', valuesOf(kept), q);
      return kept.find((point) => point.value === extremum)?.step ?? null;
    }
    case 'slope':
      return slope(kept);
    default:
      return aggregateOfValues(name, valuesOf(kept), q);
  }
}

/** An aggregate of values of which none is NaN: missing without any. */
export function aggregateOfValues(name: string, values: readonly number[], q = 0.5): number | null {
  if (values.length === 0) return null;
  switch (name) {
    case 'min':
      return Math.min(...values);
    case 'max':
      return Math.max(...values);
    case 'sum':
      return sum(values);
    case 'mean':
      return sum(values) / values.length;
    case 'median':
      return quantile(values, 0.5);
    case 'quantile':
      return quantile(values, q);
    case 'var':
      return variance(values);
    case 'std': {
      const squared = variance(values);
      return squared === null ? null : Math.sqrt(squared);
    }
    default:
      throw new Error(`no aggregate ${name}`);
  }
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The sample's variance (n - 1); missing below two. */
export function variance(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = sum(values) / values.length;
  return sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
}

/** Linearly between the two nearest, as numpy; one alone where it falls on it or both are equal. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b || 0);
  const at = (sorted.length - 1) * q;
  const a = sorted[Math.floor(at)] ?? Number.NaN;
  const b = sorted[Math.ceil(at)] ?? Number.NaN;
  return a === b ? a : a + (b - a) * (at - Math.floor(at));
}

/** Least squares, per step; missing below two points. */
function slope(points: Points): number | null {
  if (points.length < 2) return null;
  const meanStep = sum(points.map((point) => point.step)) / points.length;
  const meanValue = sum(valuesOf(points)) / points.length;
  const above = sum(points.map((point) => (point.step - meanStep) * (point.value - meanValue)));
  return above / sum(points.map((point) => (point.step - meanStep) ** 2));
}
