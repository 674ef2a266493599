import { quantile, sum, variance } from '../series/aggregates.ts';
import { quantileOfT } from './student.ts';

export interface Band {
  readonly lo: number | null;
  readonly hi: number | null;
}

/** The band of values: NaN where all are; std, sem, ci95 around the mean, missing below two; iqr and minmax of any. */
export function bandOf(name: string, all: readonly number[]): Band {
  const values = all.filter((value) => !Number.isNaN(value));
  if (all.length === 0) return { lo: null, hi: null };
  if (values.length === 0) return { lo: Number.NaN, hi: Number.NaN };
  if (name === 'minmax') return { lo: Math.min(...values), hi: Math.max(...values) };
  if (name === 'iqr') return { lo: quantile(values, 0.25), hi: quantile(values, 0.75) };
  const squared = variance(values);
  if (squared === null) return { lo: null, hi: null };
  const mean = sum(values) / values.length;
  const half = halfWidth(name, Math.sqrt(squared), values.length);
  return { lo: mean - half, hi: mean + half };
}

function halfWidth(name: string, std: number, n: number): number {
  switch (name) {
    case 'std':
      return std;
    case 'sem':
      return std / Math.sqrt(n);
    case 'ci95':
      return (quantileOfT(0.95, n - 1) * std) / Math.sqrt(n);
    default:
      throw new Error(`no band ${name}`);
  }
}
