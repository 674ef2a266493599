import type { BoundAggregate, BoundColumn, BoundExpression, BoundGroups, Check, Scope } from '../bind/bound.ts';
import { distinctChecks } from './distinct-checks.ts';
import type { RunsPlan } from './plan.ts';
import { stagesOfRows, type TableStage } from './table-plan.ts';

/** A row per group of runs; stages and columns read keys and aggregates as columns of the row. */
export interface GroupsPlan {
  readonly kind: 'groups';
  readonly scope: Scope;
  readonly runs: RunsPlan;
  readonly keys: readonly BoundExpression[];
  readonly aggregates: readonly BoundAggregate[];
  readonly stages: readonly TableStage[];
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}

/** The plan of bound groups; what is asked for by no clause and no column is left out. */
export function lowerGroups(query: BoundGroups, runs: RunsPlan): GroupsPlan {
  const { scope, keys, aggregates, columns, clauses } = query;
  const checks = distinctChecks([...runs.checks, ...query.checks]);
  return { kind: 'groups', scope, runs, keys, aggregates, stages: stagesOfRows(clauses), columns, checks };
}
