import { studentQuantile, twoSidedP } from './student-t.ts';

/** How the means of two samples differ. Missing where it takes more values. */
export interface Difference {
  readonly left: Sample;
  readonly right: Sample;
  /** The first mean minus the second. */
  readonly difference?: number;
  /** The ends of its 95 % interval. */
  readonly low?: number;
  readonly high?: number;
  readonly t?: number;
  readonly p?: number;
}

export interface Sample {
  readonly count: number;
  readonly mean?: number;
  /** Of the sample: n - 1. */
  readonly std?: number;
}

/** Welch's t-test of two samples, which may have different variances. Where neither varies, t is infinite or NaN, as is p. */
export function welch(left: readonly number[], right: readonly number[]): Difference {
  const [a, b] = [sampleOf(left), sampleOf(right)];
  const samples = { left: a, right: b };
  if (a.mean === undefined || b.mean === undefined) return samples;
  const difference = a.mean - b.mean;
  if (a.std === undefined || b.std === undefined) return { ...samples, difference };
  const [u, v] = [a.std ** 2 / a.count, b.std ** 2 / b.count];
  const error = Math.sqrt(u + v);
  const t = difference / error;
  // Shares of the sum, so that tiny variances do not vanish when squared; any will do where there is no variance.
  const [x, y] = u + v === 0 ? [1, 0] : [u / (u + v), v / (u + v)];
  const df = 1 / (x ** 2 / (a.count - 1) + y ** 2 / (b.count - 1));
  const width = error === 0 ? 0 : studentQuantile(df) * error;
  return { ...samples, difference, low: difference - width, high: difference + width, t, p: twoSidedP(t, df) };
}

/** In two passes, the second of which takes away what the first lost to rounding. */
function sampleOf(values: readonly number[]): Sample {
  const count = values.length;
  if (count === 0) return { count };
  const rough = sum(values) / count;
  if (!Number.isFinite(rough)) return count === 1 ? { count, mean: rough } : { count, mean: rough, std: Number.NaN };
  const mean = rough + sum(values.map((value) => value - rough)) / count;
  if (count === 1) return { count, mean };
  const squares = sum(values.map((value) => (value - mean) ** 2));
  return { count, mean, std: Math.sqrt(squares / (count - 1)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
