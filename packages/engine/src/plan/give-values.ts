import { moved, type Place } from './moved-columns.ts';
import type { OwnValue, RunSteps, Step } from './steps.ts';
import { inputsOf, type StoredValue, storedKey } from './storage.ts';

/** Of more rows than this params are read in one go rather than looked up run by run. */
const mostLookedUp = 1_000;

/** Lets Postgres give the values of the rows together with their order, where it is what orders them. */
export function giveValues(steps: RunSteps): RunSteps {
  const order = steps.steps.find(({ id }) => id === steps.rows);
  const fetch = steps.steps.find((step) => step.kind === 'fetch-postgres' && step.of === steps.rows);
  if (order?.kind !== 'order-postgres' || fetch?.kind !== 'fetch-postgres') return steps;
  const carriers = steps.steps.filter((step) => 'carried' in step && step.carried === fetch.id);
  if (carriers.some(({ kind }) => kind !== 'fetch-clickhouse')) return steps;
  const carried = carriedBy(carriers);
  const areFew = order.limit !== undefined && order.limit <= mostLookedUp;
  const given: OwnValue[] = [];
  const kept: StoredValue[] = [];
  const places = fetch.values.map((value): Place => {
    // What travels on to ClickHouse stays with the step that is named for it.
    if (isGiven(value, areFew) && !carried.has(storedKey(value)))
      return { step: order.id, index: given.push(value) - 1 };
    return { step: fetch.id, index: kept.push(value) - 1 };
  });
  if (given.length === 0) return steps;
  const changed = steps.steps.flatMap((step): readonly Step[] => {
    if (step === order) return [{ ...order, values: given }];
    if (step !== fetch) return [step];
    return kept.length === 0 ? [] : [{ ...fetch, values: kept }];
  });
  return { ...steps, steps: changed, shown: steps.shown.map((column) => moved(column, fetch.id, places)) };
}

/** The values of a fetch that later steps take along. */
function carriedBy(steps: readonly Step[]): ReadonlySet<string> {
  const columns = steps.flatMap((step) => (step.kind === 'fetch-clickhouse' ? step.columns : []));
  return new Set(inputsOf(columns).carried.map(storedKey));
}

/** A param as it is shown has its type beside it, which a fetch reads. */
function isGiven(value: StoredValue, areFew: boolean): value is OwnValue {
  return value.kind === 'field' || (value.kind === 'key' && areFew && value.reading !== 'shown');
}
