import type { BoundExpression } from '../bind/bound.ts';
import { children } from '../bind/children.ts';

/** Whether an expression is of one of these kinds, or any part of it. */
export function hasKind(expression: BoundExpression, kinds: readonly BoundExpression['kind'][]): boolean {
  return kinds.includes(expression.kind) || children(expression).some((part) => hasKind(part, kinds));
}
