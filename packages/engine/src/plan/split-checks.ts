import type { BoundExpression, Check, Scope } from '../bind/bound.ts';
import { shapeOf } from '../bind/shape.ts';
import { hasKind } from './has-kind.ts';
import { predicateWithSets } from './kin-sets.ts';
import { normalize } from './normalize.ts';
import { findInAny } from './split.ts';
import { type StepList, stepList } from './step-list.ts';
import type { CountedCheck, StepId, Steps } from './steps.ts';

/** The same steps with those that find what checks count by a condition over the runs; the other checks remain. */
export function withCountedChecks<S extends Steps>(steps: S, scope: Scope): S {
  const conditional = steps.checks.filter(isConditional);
  if (conditional.length === 0) return steps;
  const list = sharing(stepList(steps.steps));
  // What is computed of the rows of the query (`rank`) has no value for the other runs.
  const counted = conditional
    .filter(({ conditions }) => !conditions.some((condition) => hasKind(condition, ['clause-value'])))
    .map((check): CountedCheck => {
      return { check, step: findAll(check.conditions, scope, list) };
    });
  const checks = steps.checks.filter((check) => !isConditional(check));
  return { ...steps, steps: list.steps(), checks, counted };
}

function isConditional(check: Check): check is CountedCheck['check'] {
  return 'conditions' in check;
}

/** One after the other: where the first finds none, the others are not asked. */
function findAll(conditions: readonly BoundExpression[], scope: Scope, list: StepList): StepId {
  let found: StepId | undefined;
  for (const condition of conditions) {
    found = findInAny(predicateWithSets(normalize(condition), list), found, scope, list);
  }
  if (found === undefined) throw new Error('a check has no condition');
  return found;
}

/** The list, but a step that is there already is not added again: it gives the same. */
function sharing(list: StepList): StepList {
  return {
    ...list,
    add(step) {
      const known = list.steps().find(({ id: _, ...other }) => shapeOf(other) === shapeOf(step));
      return known?.id ?? list.add(step);
    },
  };
}
