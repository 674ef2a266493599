import type { BoundExpression, Scope } from '../bind/bound.ts';
import { isOfRow } from './artifacts-plan.ts';
import { hasKin } from './kin-paths.ts';
import { withSets } from './kin-sets.ts';
import { findByKin } from './kin-values.ts';
import { normalize } from './normalize.ts';
import type { Leaf } from './plan.ts';
import type { StepList } from './step-list.ts';
import type { StepId } from './steps.ts';
import type { TableStage } from './table-plan.ts';

/** The stage with conditions that `withAnyKin` made. */
export function stageWithAnyKin(stage: TableStage, runs: StepId, scope: Scope, list: StepList): TableStage {
  return { ...stage, where: stage.where.map((condition) => withAnyKin(condition, runs, scope, list)) };
}

/**
 * A condition of rows with a run of `runs` behind each, true where it was: what it asks of parents and roots, and of
 * nothing of the row's own, is whether the run is among those for which it holds of any of them.
 */
function withAnyKin(
  condition: BoundExpression,
  runs: StepId,
  scope: Scope,
  list: StepList,
  wanted = true,
): BoundExpression {
  if (!hasKin(condition)) return wanted ? condition : negated(condition);
  if (condition.kind === 'not') return withAnyKin(condition.item, runs, scope, list, !wanted);
  const leaf = normalize(condition, wanted);
  if (leaf.kind === 'leaf') return ofLeaf(leaf, runs, scope, list);
  if (condition.kind !== 'and' && condition.kind !== 'or') return wanted ? condition : negated(condition);
  const kind = (condition.kind === 'and') === wanted ? 'and' : 'or';
  return { ...condition, kind, items: condition.items.map((item) => withAnyKin(item, runs, scope, list, wanted)) };
}

function ofLeaf(leaf: Leaf, runs: StepId, scope: Scope, list: StepList): BoundExpression {
  if (isOfRow(leaf.condition)) return leaf.negated ? negated(leaf.condition) : leaf.condition;
  const of = findByKin({ ...leaf, condition: withSets(leaf.condition, list) }, runs, scope, list);
  return { kind: 'in-set', type: 'bool', of, span: leaf.condition.span };
}

function negated(item: BoundExpression): BoundExpression {
  return { kind: 'not', type: 'bool', item, span: item.span };
}
