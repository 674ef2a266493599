import type { Check, Scope } from '../bind/bound.ts';
import { predicateWithSets } from './kin-sets.ts';
import { normalize } from './normalize.ts';
import { findInAny } from './split.ts';
import { stepList } from './step-list.ts';
import type { CountedCheck, Steps } from './steps.ts';

/** The same steps with those that find what checks count by a condition over the runs; the other checks remain. */
export function withCountedChecks<S extends Steps>(steps: S, scope: Scope): S {
  const conditional = steps.checks.filter(isConditional);
  if (conditional.length === 0) return steps;
  const list = stepList(steps.steps);
  const counted = conditional.map((check): CountedCheck => {
    const where = predicateWithSets(normalize(check.condition), list);
    return { check, step: findInAny(where, undefined, scope, list) };
  });
  const checks = steps.checks.filter((check) => !isConditional(check));
  return { ...steps, steps: list.steps(), checks, counted };
}

function isConditional(check: Check): check is CountedCheck['check'] {
  return check.kind === 'ended-before';
}
