import type { BoundExpression } from '../bind/bound.ts';
import { children } from '../bind/children.ts';
import { mapChildren } from '../bind/map-children.ts';
import { lowerRuns } from './lower.ts';
import type { Predicate } from './plan.ts';
import { rankedSet } from './ranked-sets.ts';
import { splitRuns } from './split.ts';
import type { StepList } from './step-list.ts';
import type { StepId } from './steps.ts';

/** The predicate with a set that is found before it in place of each `descendant of …` and its like. */
export function predicateWithSets(predicate: Predicate, list: StepList): Predicate {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return { ...predicate, items: predicate.items.map((item) => predicateWithSets(item, list)) };
    case 'leaf': {
      const condition = withSets(predicate.condition, list);
      return { ...predicate, condition: (predicate.negated ? undefined : rankedSet(condition, list)) ?? condition };
    }
    case 'always':
    case 'never':
    case 'type-is':
    case 'among':
      return predicate;
  }
}

/** The same for an expression; and what was computed before in place of each value of a clause. */
export function withSets(expression: BoundExpression, list: StepList): BoundExpression {
  if (expression.kind === 'clause-value') return { ...list.valueOf(expression.clause), span: expression.span };
  if (expression.kind !== 'kin') return mapChildren(expression, (child) => withSets(child, list));
  const { relation, of, within, by, span } = expression;
  const start = 'kind' in of ? splitRuns(lowerRuns(of), list) : list.add({ kind: 'given', runs: of });
  const found = list.add({
    kind: 'find-kin',
    relation,
    of: start,
    ...(within === undefined ? {} : { within }),
    ...(by === undefined ? {} : { by }),
  });
  return { kind: 'in-set', type: 'bool', of: found, span };
}

/** The steps whose sets a predicate asks about. */
export function setsInPredicate(predicate: Predicate): readonly StepId[] {
  switch (predicate.kind) {
    case 'and':
    case 'or':
      return predicate.items.flatMap(setsInPredicate);
    case 'leaf':
      return setsIn(predicate.condition);
    case 'among':
      return [predicate.of];
    case 'always':
    case 'never':
    case 'type-is':
      return [];
  }
}

function setsIn(expression: BoundExpression): readonly StepId[] {
  return expression.kind === 'in-set' ? [expression.of] : children(expression).flatMap(setsIn);
}
