import type { Reach, Step, StepId } from './steps.ts';

/** The steps whose results a step needs. */
export function stepsBefore(step: Step): readonly StepId[] {
  switch (step.kind) {
    case 'given':
    case 'find-by-key':
      return [];
    case 'union':
      return step.of;
    case 'subtract':
      return [step.from, step.of];
    case 'order-as-given':
      return [step.list, step.within];
    case 'fetch-postgres':
      return [step.of, ...step.values.flatMap((value) => (value.kind === 'computed' ? [value.of] : []))];
    case 'fetch-curves':
    case 'list-rows':
      return [step.of];
    case 'find-postgres':
    case 'count-postgres':
    case 'order-postgres':
      return step.within === undefined ? [] : [step.within];
    case 'find-clickhouse':
    case 'order-clickhouse':
    case 'fetch-clickhouse':
      return stepsOf(step);
  }
}

function stepsOf({ within, rows, carried }: Reach): readonly StepId[] {
  return [within, rows, carried].filter((id) => id !== undefined);
}
