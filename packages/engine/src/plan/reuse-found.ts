import type { BoundExpression } from '../bind/bound.ts';
import { conditionsIn } from './normalize.ts';
import type { FindInClickHouse, RunSteps, ShownColumn, Step, StepId } from './steps.ts';
import { inputsOf, measureKey, storedKey } from './storage.ts';

/**
 * Lets the step that finds runs by values of their points give what the columns show of the same points, which would
 * else be read again.
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
    const columns = step.kind === 'find-clickhouse' ? (given.get(step.id) ?? []) : [];
    return step.kind === 'find-clickhouse' && columns.length > 0 ? { ...step, columns } : step;
  });
  const last = kept.length === 0 ? [] : [{ ...fetch, columns: kept }];
  return { ...steps, steps: [...others, ...last], shown: steps.shown.map((column) => moved(column, fetch.id, places)) };
}

interface Place {
  readonly step: StepId;
  readonly index: number;
}

function moved(shown: ShownColumn, fetch: StepId, places: readonly Place[]): ShownColumn {
  const { cells } = shown;
  const place = cells.kind === 'fetched' && cells.step === fetch ? places[cells.index] : undefined;
  return place === undefined ? shown : { ...shown, cells: { kind: 'fetched', ...place } };
}

/** The steps of ClickHouse that every row has been found by. */
function findersOf(rows: StepId, steps: readonly Step[]): readonly FindInClickHouse[] {
  const step = steps.find(({ id }) => id === rows);
  switch (step?.kind) {
    case 'order-as-given':
      return [...new Set([step.list, step.within])].flatMap((id) => findersOf(id, steps));
    case 'order-postgres':
    case 'order-clickhouse':
    case 'find-postgres':
      return step.within === undefined ? [] : findersOf(step.within, steps);
    case 'find-clickhouse': {
      const before = step.within === undefined ? [] : findersOf(step.within, steps);
      return step.unmet ? before : [step, ...before];
    }
    default:
      return [];
  }
}

/** Whether a step has read all that a value is computed of, points among it. */
function tells(step: FindInClickHouse, value: BoundExpression): boolean {
  const read = inputsOf(conditionsIn(step.where));
  const needed = inputsOf([value]);
  const measures = new Set(read.measures.map(measureKey));
  const stored = new Set(read.stored.map(storedKey));
  return (
    needed.measures.some(({ kind }) => kind === 'series-value') &&
    needed.measures.every((measure) => measures.has(measureKey(measure))) &&
    needed.stored.every((of) => stored.has(storedKey(of)))
  );
}
