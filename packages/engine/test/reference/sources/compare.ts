import type { Expression } from '@xt/grammar';
import { quantileOfT, twoSidedP } from '../curves/student.ts';
import { startOfRuns } from '../query.ts';
import { valueFor } from '../runs/run-values.ts';
import { sum, variance } from '../series/aggregates.ts';
import type { Table } from '../table.ts';
import { amount, number } from '../values/value.ts';
import type { Run, Scene } from '../world.ts';

/** Welch's t-test of a value between two sets of runs; `diff` is the first mean minus the second. */
export function compareTable(of: Expression, left: readonly Run[], right: readonly Run[], scene: Scene): Table {
  const [a, b] = [sample(of, left, scene), sample(of, right, scene)];
  const result = { n1: a.n, mean1: a.mean, std1: a.std, n2: b.n, mean2: b.mean, std2: b.std, ...welch(a, b) };
  return { columns: Object.keys(result), rows: [Object.values(result).map(number)], ordered: true };
}

interface Sample {
  readonly n: number;
  readonly mean: number | null;
  readonly std: number | null;
}

function sample(of: Expression, runs: readonly Run[], scene: Scene): Sample {
  const { stage } = startOfRuns(runs, scene);
  const values = stage.rows
    .flatMap((row) => amount(valueFor(of, row, stage)) ?? [])
    .filter((value) => !Number.isNaN(value));
  const squared = variance(values);
  return {
    n: values.length,
    mean: values.length === 0 ? null : sum(values) / values.length,
    std: squared === null ? null : Math.sqrt(squared),
  };
}

function welch(a: Sample, b: Sample): Readonly<Record<'diff' | 'lo' | 'hi' | 't' | 'p', number | null>> {
  const diff = a.mean === null || b.mean === null ? null : a.mean - b.mean;
  if (diff === null || a.std === null || b.std === null) return { diff, lo: null, hi: null, t: null, p: null };
  const [va, vb] = [a.std ** 2 / a.n, b.std ** 2 / b.n];
  const error = Math.sqrt(va + vb);
  const known = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  // Without any variance the degrees of freedom do not matter, as long as there are some.
  const freedom = va === 0 && vb === 0 ? 1 : known;
  const t = diff / error;
  if (!Number.isFinite(freedom)) return { diff, lo: Number.NaN, hi: Number.NaN, t, p: Number.NaN };
  const half = quantileOfT(0.95, freedom) * error;
  return { diff, lo: diff - half, hi: diff + half, t, p: twoSidedP(t, freedom) };
}
