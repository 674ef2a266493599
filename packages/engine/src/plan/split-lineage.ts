import type { BoundKey } from '../bind/bound.ts';
import { firstClauses } from './first-clauses.ts';
import { withSets } from './kin-sets.ts';
import { rowColumnsOf } from './row-columns.ts';
import { withRunValues } from './row-values.ts';
import { isOrderedByPostgres } from './split.ts';
import type { StepList } from './step-list.ts';
import type { LineageOrder, StepId } from './steps.ts';
import { homeOf } from './storage.ts';
import type { LineageWalk, TablePlan, TableStage } from './table-plan.ts';

/**
 * Adds the steps of lineage of runs. What its first clauses ask of the runs alone, Postgres answers where it is asked which
 * of those on the ways are rows, so that nothing is fetched of the others; the rest is asked of the rows.
 */
export function splitLineage(plan: TablePlan, walk: LineageWalk, of: StepId, list: StepList): StepId {
  const { source, scope, columns } = plan;
  const { first, stages } = firstClauses(withFirstSets(plan.stages, list), {
    answers: (predicate) => homeOf(predicate) === 'postgres',
    orderOf,
    asFound: { depth: 'asc', keys: [] },
  });
  const edges = namesEdges({ ...plan, stages });
  const listed = list.add({ kind: 'list-lineage', of, scope, edges, ...walk, ...first });
  return list.add({
    kind: 'list-rows',
    of: listed,
    source,
    scope,
    ...withRunValues(stages, columns, listed, scope, list),
  });
}

/** The stages with the sets that conditions of the first name found before. */
function withFirstSets(stages: readonly TableStage[], list: StepList): readonly TableStage[] {
  const [first, ...more] = stages;
  if (first === undefined) return stages;
  return [{ ...first, where: first.where.map((condition) => withSets(condition, list)) }, ...more];
}

/** Which way depths go, then keys of Postgres: none where other keys come before. */
function orderOf(keys: readonly BoundKey[]): LineageOrder | undefined {
  const [depth, ...others] = keys;
  if (depth === undefined) return { depth: 'asc', keys };
  const isDepth = depth.expression.kind === 'row-column' && depth.expression.column === 'depth';
  return isDepth && others.every(isOrderedByPostgres) ? { depth: depth.direction, keys: others } : undefined;
}

/** Whether a clause or column reads what stands with the edge to a run. */
function namesEdges(plan: Pick<TablePlan, 'stages' | 'columns'>): boolean {
  return rowColumnsOf(plan).some((name) => name !== 'depth');
}
