import type { BoundExpression } from '../bind/bound.ts';
import type { Step, StepId } from './steps.ts';

type WithoutId<S> = S extends Step ? Omit<S, 'id'> : never;

/** Steps in the order in which they are added, numbered from 1. */
export interface StepList {
  add(step: WithoutId<Step>): StepId;
  /** Puts another step in the place of the one of this number. */
  replace(step: Step): void;
  steps(): readonly Step[];
  /** Says what the value of a clause is, by its number. */
  define(clause: number, value: BoundExpression): void;
  /** What it was said to be. */
  valueOf(clause: number): BoundExpression;
}

/** A list of steps that begins with these. */
export function stepList(first: readonly Step[] = []): StepList {
  const steps: Step[] = [...first];
  let last = Math.max(0, ...first.map(({ id }) => id));
  const values = new Map<number, BoundExpression>();
  return {
    add(step) {
      const id = ++last;
      steps.push({ ...step, id });
      return id;
    },
    replace(step) {
      const at = steps.findIndex(({ id }) => id === step.id);
      if (at < 0) throw new Error(`there is no step ${step.id}`);
      steps[at] = step;
    },
    steps: () => [...steps],
    define(clause, value) {
      values.set(clause, value);
    },
    valueOf(clause) {
      const value = values.get(clause);
      if (value === undefined) throw new Error(`nothing computed value ${clause}`);
      return value;
    },
  };
}
