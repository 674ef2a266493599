import { setsInPredicate } from './kin-sets.ts';
import type { CellSource, Reach, RelativeCell, Step, StepId } from './steps.ts';
import type { StoredValue } from './storage.ts';

/** The steps whose results a step needs. */
export function stepsBefore(step: Step): readonly StepId[] {
  switch (step.kind) {
    case 'given':
    case 'find-by-key':
    case 'find-removed':
      return [];
    case 'union':
      return step.of;
    case 'subtract':
      return [step.from, step.of];
    case 'order-as-given':
      return [step.list, step.within];
    case 'fetch-postgres':
      return [step.of, ...step.values.flatMap(stepBehind)];
    case 'find-relatives':
      return step.of === undefined ? [] : [step.of];
    case 'find-kin':
    case 'side-of-relatives':
      return [step.of];
    case 'through-relatives':
      return [step.of, ...step.cells.flatMap(stepOfCell)];
    case 'owners-of':
      return [step.of, step.rows];
    case 'with-forks':
      return [step.of, step.forks];
    case 'fetch-curves':
      return [step.of, step.reached, step.identity, ...[step.forks, step.carried].filter((id) => id !== undefined)];
    case 'group-runs':
      return [step.of, ...step.parts.flatMap(({ cells }) => stepOfCells(cells))];
    case 'fetch-bands':
      return [...stepsOf(step), step.groups];
    case 'find-forks':
      return [step.of];
    case 'list-lineage':
      return [step.of, ...setsInPredicate(step.where)];
    case 'list-rows':
      return [step.of, ...(step.added ?? []).map(({ of }) => of)];
    case 'find-postgres':
    case 'count-postgres':
    case 'count-groups':
    case 'order-postgres':
      return [...(step.within === undefined ? [] : [step.within]), ...setsInPredicate(step.where)];
    case 'order-clickhouse':
      return [...stepsOf(step), ...(step.check === undefined ? [] : setsInPredicate(step.check))];
    case 'count-runs':
    case 'best-of-groups':
    case 'ranked-runs':
      return [step.of];
    case 'spread':
      return [step.of];
    case 'newest-first':
      return [step.of, step.by];
    case 'find-clickhouse':
      return [...stepsOf(step), ...setsInPredicate(step.where)];
    case 'rank-clickhouse':
    case 'fetch-clickhouse':
    case 'fetch-summaries':
      return stepsOf(step);
    case 'group-rows': {
      const order = step.artifacts?.order;
      return [...stepsOf(step), ...(order === undefined ? [] : [order])];
    }
    case 'list-artifacts':
      return [...stepsOf(step), ...(step.order === undefined ? [] : [step.order])];
    case 'fetch-facts':
      return [step.of];
    case 'read-texts':
      return [step.of, step.runs, step.names];
  }
}

function stepOfCell(of: RelativeCell): readonly StepId[] {
  return of.kind === 'cell' ? stepOfCells(of.cell) : [];
}

function stepOfCells(cells: CellSource): readonly StepId[] {
  return cells.kind === 'constant' ? [] : [cells.step];
}

function stepBehind(value: StoredValue): readonly StepId[] {
  if (value.kind === 'computed') return [value.of];
  return value.kind === 'membership' && value.condition.kind === 'in-set' ? [value.condition.of] : [];
}

function stepsOf({ within, without, rows, carried }: Reach): readonly StepId[] {
  return [within, without, rows, carried].filter((id) => id !== undefined);
}
