import type { BoundExpression } from '../bind/bound.ts';
import type { StepList } from './step-list.ts';

/** The greatest rank that meets a comparison with a number; ranks are whole. */
export function greatestRank(op: string, bound: number): number | undefined {
  switch (op) {
    case '<':
      return Math.ceil(bound) - 1;
    case '<=':
    case '=':
      return bound;
    default:
      return undefined;
  }
}

/** Where a step ranks no others than those that meet the condition, its runs instead: nobody need compare them again. */
export function rankedSet(condition: BoundExpression, list: StepList): BoundExpression | undefined {
  if (condition.kind !== 'compare') return undefined;
  const { op, left, right, span } = condition;
  if (left.kind !== 'computed' || right.kind !== 'constant' || typeof right.value !== 'number') return undefined;
  const step = list.steps().find(({ id }) => id === left.of);
  if (step?.kind !== 'rank-clickhouse' || step.most !== greatestRank(op, right.value)) return undefined;
  if (op === '=' && right.value !== 1) return undefined;
  return { kind: 'in-set', type: 'bool', of: list.add({ kind: 'ranked-runs', of: step.id }), span };
}
