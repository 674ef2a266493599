import type { BoundCompare, BoundExpression, Check, Scope } from '../bind/bound.ts';
import { distinctChecks } from './distinct-checks.ts';
import type { RunsPlan } from './plan.ts';

/** One value of each run of two sets, which are compared. */
export interface ComparePlan {
  readonly kind: 'compare';
  readonly scope: Scope;
  readonly name: string;
  readonly left: ComparedPlan;
  readonly right: ComparedPlan;
  readonly checks: readonly Check[];
}

export interface ComparedPlan {
  readonly runs: RunsPlan;
  readonly value: BoundExpression;
}

/** The plan of a bound comparison. */
export function lowerCompare(query: BoundCompare, left: RunsPlan, right: RunsPlan): ComparePlan {
  const { kind, scope, name } = query;
  const checks = distinctChecks([...left.checks, ...right.checks, ...query.checks]);
  return {
    kind,
    scope,
    name,
    left: { runs: left, value: query.left.value },
    right: { runs: right, value: query.right.value },
    checks,
  };
}
