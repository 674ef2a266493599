import type { BoundCurves, Check, Scope } from '../bind/bound.ts';
import type { RunsPlan } from './plan.ts';

/** The curves of runs: one for each run (or group) and series, in the order of the runs, then of the series. */
export interface CurvesPlan extends Pick<BoundCurves, 'points' | 'series' | 'making' | 'axisSeries' | 'group'> {
  readonly kind: 'curves';
  readonly scope: Scope;
  readonly runs: RunsPlan;
  readonly checks: readonly Check[];
}

/** The plan of a bound query of curves. */
export function lowerCurves(query: BoundCurves, runs: RunsPlan): CurvesPlan {
  const { of: _, ...curves } = query;
  return { ...curves, runs, checks: [...query.checks, ...runs.checks] };
}
