import { quantile, sum } from '../series/aggregates.ts';
import type { CurvePoint } from './curves.ts';

/** The points of a curve as means of bins: [kN, (k + 1)N) lies at kN. */
export function meansOfBins(points: readonly CurvePoint[], width: number): readonly CurvePoint[] {
  const bins = [...new Set(points.map((point) => Math.floor(point.x / width)))].toSorted((a, b) => a - b);
  return bins.map((bin) => {
    const own = points.filter((point) => Math.floor(point.x / width) === bin);
    const raw = own.flatMap((point) => point.raw ?? []);
    return {
      x: bin * width,
      step: bin * width,
      time: null,
      value: mean(own.map((point) => point.value)),
      raw: raw.length === 0 ? null : mean(raw),
    };
  });
}

/** A point of several curves: `of` are the values that stand behind it. */
export interface Joined extends CurvePoint {
  readonly of: readonly number[];
}

/** The mean or median of several curves wherever one of them has a point; nothing is carried or interpolated. */
export function joinRuns(curves: readonly (readonly CurvePoint[])[], centre: 'mean' | 'median'): readonly Joined[] {
  const all = curves.flat();
  const places = [...new Set(all.map((point) => point.x))].toSorted((a, b) => a - b);
  return places.map((x) => {
    const of = all.filter((point) => point.x === x).map((point) => point.value);
    const kept = of.filter((value) => !Number.isNaN(value));
    const value = kept.length === 0 ? Number.NaN : centre === 'mean' ? mean(kept) : quantile(kept, 0.5);
    return { x, step: x, time: null, value, raw: null, of };
  });
}

/** The mean of what is not NaN; NaN where nothing else is there. */
function mean(values: readonly number[]): number {
  const kept = values.filter((value) => !Number.isNaN(value));
  return kept.length === 0 ? Number.NaN : sum(kept) / kept.length;
}
