import type { BoundCurves, Check, Scope } from '../bind/bound.ts';
import type { RunsPlan } from './plan.ts';

/** How a curve is made of the points of a series: always window, smooth, then sample. */
export type CurveMaking = Pick<BoundCurves, 'axis' | 'window' | 'smooth' | 'sample'>;

/** The curves of runs: one for each run and series, in the order of the runs, then of the series. */
export interface CurvesPlan {
  readonly kind: 'curves';
  readonly scope: Scope;
  readonly runs: RunsPlan;
  readonly series: BoundCurves['series'];
  readonly making: CurveMaking;
  readonly checks: readonly Check[];
}

/** The plan of a bound query of curves. */
export function lowerCurves(query: BoundCurves, runs: RunsPlan): CurvesPlan {
  const { axis, window, smooth, sample } = query;
  const making = { axis, sample, ...(window && { window }), ...(smooth && { smooth }) };
  return {
    kind: 'curves',
    scope: query.scope,
    runs,
    series: query.series,
    making,
    checks: [...query.checks, ...runs.checks],
  };
}
