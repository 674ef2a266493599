import type { Step, StepId } from './steps.ts';

type WithoutId<S> = S extends Step ? Omit<S, 'id'> : never;

/** Steps in the order in which they are added, numbered from 1. */
export interface StepList {
  add(step: WithoutId<Step>): StepId;
  /** Puts another step in the place of the one of this number. */
  replace(step: Step): void;
  steps(): readonly Step[];
}

/** An empty list of steps. */
export function stepList(): StepList {
  const steps: Step[] = [];
  return {
    add(step) {
      const id = steps.length + 1;
      steps.push({ ...step, id });
      return id;
    },
    replace(step) {
      steps[step.id - 1] = step;
    },
    steps: () => [...steps],
  };
}
