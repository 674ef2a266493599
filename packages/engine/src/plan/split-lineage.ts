import type { BoundExpression, BoundKey } from '../bind/bound.ts';
import { shapeOf } from '../bind/shape.ts';
import { withSets } from './kin-sets.ts';
import { conjuncts, join, normalize } from './normalize.ts';
import type { Predicate } from './plan.ts';
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
  const { where, stages: left } = withoutConditions(plan.stages, list);
  const { first, stages } = withoutOrder(left);
  const edges = namesEdges({ ...plan, stages });
  const listed = list.add({ kind: 'list-lineage', of, scope, edges, ...walk, where, ...first });
  return list.add({
    kind: 'list-rows',
    of: listed,
    source,
    scope,
    ...withRunValues(stages, columns, listed, scope, list),
  });
}

/** The conditions of the first stage that Postgres can answer of the runs, and the stages without them. */
function withoutConditions(
  stages: readonly TableStage[],
  list: StepList,
): { readonly where: Predicate; readonly stages: readonly TableStage[] } {
  const [first, ...more] = stages;
  if (first === undefined) return { where: { kind: 'always' }, stages };
  const asked: Predicate[] = [];
  const kept: BoundExpression[] = [];
  for (const item of first.where.flatMap(conjuncts)) {
    const condition = withSets(item, list);
    const predicate = normalize(condition);
    if (homeOf(predicate) === 'postgres') asked.push(predicate);
    else kept.push(condition);
  }
  return { where: join('and', asked), stages: [{ ...first, where: kept }, ...more] };
}

interface Ordered {
  readonly first: { readonly order: LineageOrder; readonly limit?: number };
  readonly stages: readonly TableStage[];
}

/** The order of the first stage and its limit, where Postgres can sort the runs and no other condition is left. */
function withoutOrder(stages: readonly TableStage[]): Ordered {
  const asFound: Ordered = { first: { order: { depth: 'asc', keys: [] } }, stages };
  const [first, ...more] = stages;
  const isWhole = stages.every(({ per }) => per === undefined);
  if (first === undefined || first.where.length > 0 || first.values !== undefined || !isWhole) return asFound;
  const order = orderOf(first.keys);
  // Rows that are alike in the keys of a later sort stand as they were found.
  const staysSo = first.keys.length === 0 || more.every(({ keys }) => shapeOf(keys) === shapeOf(first.keys));
  if (order === undefined || !staysSo) return asFound;
  const limit = first.limit === undefined ? {} : { limit: first.limit };
  return { first: { order, ...limit }, stages: more.map((stage) => inOrder(stage, first.keys)) };
}

/** Which way depths go, then keys of Postgres: none where other keys come before. */
function orderOf(keys: readonly BoundKey[]): LineageOrder | undefined {
  const [depth, ...others] = keys;
  if (depth === undefined) return { depth: 'asc', keys };
  const isDepth = depth.expression.kind === 'row-column' && depth.expression.column === 'depth';
  return isDepth && others.every(isOrderedByPostgres) ? { depth: depth.direction, keys: others } : undefined;
}

/** The stage of rows that stand in the order of these keys already. */
function inOrder(stage: TableStage, keys: readonly BoundKey[]): TableStage {
  return shapeOf(stage.keys) === shapeOf(keys) ? { ...stage, keys: [] } : stage;
}

/** Whether a clause or column reads what stands with the edge to a run. */
function namesEdges(plan: Pick<TablePlan, 'stages' | 'columns'>): boolean {
  return rowColumnsOf(plan).some((name) => name !== 'depth');
}
