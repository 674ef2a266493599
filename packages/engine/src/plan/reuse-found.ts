import type { BoundExpression } from '../bind/bound.ts';
import { moved, type Place } from './moved-columns.ts';
import { conditionsIn } from './normalize.ts';
import { sourceOf } from './sources.ts';
import type { FindInClickHouse, OrderInClickHouse, RunSteps, Step, StepId } from './steps.ts';
import { inputsOf, storedKey } from './storage.ts';

/**
 * Lets the step that finds or orders runs by values of series give what the columns show of the same series, whose
 * points or summaries would else be read again.
 */
export function reuseFound(steps: RunSteps): RunSteps {
  const finders = findersOf(steps.rows, steps.steps);
  const fetch = steps.steps.at(-1);
  if (finders.length === 0 || fetch?.kind !== 'fetch-clickhouse') return steps;
  const given = new Map(finders.map((step) => [step.id, [] as BoundExpression[]]));
  const kept: BoundExpression[] = [];
  const places = fetch.columns.map((column): Place => {
    const finder = finders.find((step) => tells(step, column));
    const columns = finder === undefined ? kept : (given.get(finder.id) ?? kept);
    return { step: finder?.id ?? fetch.id, index: columns.push(column) - 1 };
  });
  if (kept.length === fetch.columns.length) return steps;
  const others = steps.steps.slice(0, -1).map((step): Step => {
    const columns = given.get(step.id) ?? [];
    return isFinder(step) && columns.length > 0 ? { ...step, columns } : step;
  });
  const last = kept.length === 0 ? [] : [{ ...fetch, columns: kept }];
  return { ...steps, steps: [...others, ...last], shown: steps.shown.map((column) => moved(column, fetch.id, places)) };
}

type Finder = FindInClickHouse | OrderInClickHouse;

/** A step that has a value of its own for each run that it gives. */
function isFinder(step: Step): step is Finder {
  if (step.kind === 'find-clickhouse') return !step.unmet;
  return step.kind === 'order-clickhouse' && !step.rest && step.per === undefined;
}

/** The steps of ClickHouse that every row has been found by. */
function findersOf(rows: StepId, steps: readonly Step[]): readonly Finder[] {
  const step = steps.find(({ id }) => id === rows);
  switch (step?.kind) {
    case 'order-as-given':
      return [...new Set([step.list, step.within])].flatMap((id) => findersOf(id, steps));
    case 'order-postgres':
    case 'find-postgres':
      return step.within === undefined ? [] : findersOf(step.within, steps);
    case 'order-clickhouse':
    case 'find-clickhouse': {
      const before = step.within === undefined ? [] : findersOf(step.within, steps);
      return isFinder(step) ? [step, ...before] : before;
    }
    default:
      return [];
  }
}

/** Whether a step reads the points or summaries that a value is computed of. */
function tells(step: Finder, value: BoundExpression): boolean {
  const keys = step.kind === 'order-clickhouse' ? step.keys.map((key) => key.expression) : [];
  const read = inputsOf([...conditionsIn(step.where), ...keys]);
  const needed = inputsOf([value]);
  const sources = new Set(read.measures.map(sourceOf));
  const stored = new Set(read.stored.map(storedKey));
  return (
    needed.measures.length > 0 &&
    needed.measures.every((measure) => sources.has(sourceOf(measure))) &&
    needed.stored.every((of) => stored.has(storedKey(of)))
  );
}
