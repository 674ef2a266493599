import type { FetchFromClickHouse, RunSteps, Step } from './steps.ts';

/**
 * Lets ClickHouse be asked for the values of the rows while Postgres orders them, where all runs that were found before are
 * rows but those that are not live: values of those are passed over.
 */
export function besideOrder(steps: RunSteps): RunSteps {
  const order = steps.steps.find(({ id }) => id === steps.rows);
  if (order?.kind !== 'order-postgres' || order.limit !== undefined || order.where.kind !== 'always') return steps;
  const { within: found } = order;
  if (found === undefined) return steps;
  const sources = steps.steps.filter((step) => {
    return step.kind === 'fetch-postgres' && step.of === order.id && step.values.every(isComputed);
  });
  const early = steps.steps.filter((step): step is FetchFromClickHouse => {
    const isOfRows = step.kind === 'fetch-clickhouse' && step.within === order.id;
    return isOfRows && (step.carried === undefined || sources.some(({ id }) => id === step.carried));
  });
  const carried = new Set(early.map((step) => step.carried));
  const changed = steps.steps.map((step): Step => {
    if (step.kind === 'fetch-postgres' && carried.has(step.id)) return { ...step, of: found };
    if (step.kind !== 'fetch-clickhouse' || !early.includes(step)) return step;
    return { ...step, within: found, ...(step.rows === undefined ? {} : { rows: found }) };
  });
  return { ...steps, steps: changed };
}

/** Whether a value is there without asking Postgres. */
function isComputed({ kind }: { readonly kind: string }): boolean {
  return kind === 'computed';
}
