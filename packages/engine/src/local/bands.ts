import { meanOf } from './bins.ts';
import { studentQuantile } from './student-t.ts';

/** What lies around the middle: see `bandOf`. */
export type BandKind = 'std' | 'sem' | 'ci95' | 'minmax' | 'iqr';

/** The middle of several values and the band around it; NaN is left out. Missing is null; of NaN alone all are NaN. */
export interface Band {
  readonly value: number;
  readonly lo: number | null;
  readonly hi: number | null;
  /** How many values that are not NaN stand behind it. */
  readonly n: number;
}

/**
 * The mean (of `iqr` the median) of values and their band: `std`, `sem` and `ci95` (Student's t) lie around the mean with
 * n - 1, missing below two values; `iqr` are the quartiles, `minmax` the extremes.
 */
export function bandOf(all: readonly number[], kind: BandKind | undefined): Band {
  const values = all.filter((value) => !Number.isNaN(value));
  const n = values.length;
  if (n === 0) return { value: Number.NaN, lo: Number.NaN, hi: Number.NaN, n };
  const mean = meanOf(values);
  switch (kind) {
    case undefined:
      return { value: mean, lo: null, hi: null, n };
    case 'minmax':
      return { value: mean, lo: least(values), hi: -least(values.map((value) => -value)), n };
    case 'iqr': {
      const sorted = Float64Array.from(values).sort();
      return { value: quantile(sorted, 0.5), lo: quantile(sorted, 0.25), hi: quantile(sorted, 0.75), n };
    }
    case 'std':
    case 'sem':
    case 'ci95': {
      if (n < 2) return { value: mean, lo: null, hi: null, n };
      const half = widthFactor(kind, n) * deviation(values, mean);
      return { value: mean, lo: mean - half, hi: mean + half, n };
    }
  }
}

/** How many standard deviations of `n` values a band goes from their mean. */
export function widthFactor(kind: Exclude<BandKind, 'minmax' | 'iqr'>, n: number): number {
  if (kind === 'std') return 1;
  if (n < 2) return Number.NaN;
  return (kind === 'ci95' ? studentQuantile(n - 1) : 1) / Math.sqrt(n);
}

function least(values: readonly number[]): number {
  return values.reduce((low, value) => (value < low ? value : low));
}

function deviation(values: readonly number[], mean: number): number {
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** Between two values linearly; equal ones, as two infinities, are themselves. */
function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] as number;
  const high = sorted[Math.ceil(place)] as number;
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}
