import type { BoundExpression } from '../bind/bound.ts';
import { hasKin } from './kin-paths.ts';
import { mergeBounds } from './merge-bounds.ts';
import type { Predicate } from './plan.ts';

/** The predicate that holds where a condition is true, or, with `wanted` false, where it is false; never where unknown. */
export function normalize(condition: BoundExpression, wanted = true): Predicate {
  switch (condition.kind) {
    case 'not':
      return normalize(condition.item, !wanted);
    case 'and':
    case 'or':
      // A range is asked of each relative as a whole: not one of them for its start and another for its end.
      if (isOneCondition(condition) && hasKin(condition)) return { kind: 'leaf', condition, negated: !wanted };
      return join(
        (condition.kind === 'and') === wanted ? 'and' : 'or',
        condition.items.map((item) => normalize(item, wanted)),
      );
    case 'constant':
      return condition.value === wanted ? { kind: 'always' } : { kind: 'never' };
    case 'by-type':
      // The type of a relative's value is no condition on the run.
      if (condition.key.kin !== undefined) return { kind: 'leaf', condition, negated: !wanted };
      return byType(condition, wanted);
    default:
      return { kind: 'leaf', condition, negated: !wanted };
  }
}

/** The conditions that all must hold where one holds: those that are asked of each relative as a whole stay together. */
export function conjuncts(condition: BoundExpression): readonly BoundExpression[] {
  if (condition.kind !== 'and' || (isOneCondition(condition) && hasKin(condition))) return [condition];
  return condition.items.flatMap(conjuncts);
}

/** Whether it was written as one condition: `between`, `in`, a date's whole day. */
function isOneCondition({ items, span }: Extract<BoundExpression, { kind: 'and' | 'or' }>): boolean {
  return items.every((item) => item.span.start === span.start && item.span.end === span.end);
}

/** `and` or `or` of predicates, flat and without the parts that decide nothing. */
export function join(kind: 'and' | 'or', items: readonly Predicate[]): Predicate {
  const decides = kind === 'and' ? 'never' : 'always';
  const neutral = kind === 'and' ? 'always' : 'never';
  const flat = items.flatMap((item) => (item.kind === kind ? item.items : [item]));
  const kept = mergeBounds(
    kind,
    flat.filter((item) => item.kind !== neutral),
  );
  if (kept.some((item) => item.kind === decides)) return { kind: decides };
  const [first] = kept;
  if (first === undefined) return { kind: neutral };
  return kept.length === 1 ? first : { kind, items: kept };
}

/** The branch of a value's own type decides; a value of a type without a branch is unknown. */
function byType(condition: Extract<BoundExpression, { kind: 'by-type' }>, wanted: boolean): Predicate {
  const { key, of, span } = condition;
  const branches = (['number', 'text', 'bool'] as const).flatMap((type) => {
    const branch = condition[type];
    if (branch === undefined) return [];
    return [join('and', [{ kind: 'type-is', of, key, type, span }, normalize(branch, wanted)])];
  });
  return join('or', branches);
}

/** The conditions at the leaves of a predicate. */
export function conditionsIn(predicate: Predicate): readonly BoundExpression[] {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return predicate.items.flatMap(conditionsIn);
    case 'leaf':
      return [predicate.condition];
    default:
      return [];
  }
}
