import type { Scope } from '../bind/bound.ts';
import type { Step, StepId } from './steps.ts';

/** Whether the runs of a step are known to be live and in scope, since all come from what Postgres said of this scope. */
export function areLive(id: StepId, scope: Scope, steps: readonly Step[]): boolean {
  const step = steps.find((each) => each.id === id);
  switch (step?.kind) {
    case 'find-postgres':
    case 'order-postgres':
      return step.scope === scope;
    case 'find-clickhouse':
      return step.within !== undefined && areLive(step.within, scope, steps);
    case 'union':
      return step.of.every((of) => areLive(of, scope, steps));
    case 'subtract':
      return areLive(step.from, scope, steps);
    case 'order-as-given':
      return [step.list, step.within].some((of) => areLive(of, scope, steps));
    default:
      return false;
  }
}
