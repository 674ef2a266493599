import type { BoundKey } from '../bind/bound.ts';
import { type FirstClauses, firstClauses } from './first-clauses.ts';
import type { StepList } from './step-list.ts';
import type { ListRows, StepId } from './steps.ts';
import { isAnsweredOverRows, isHeldColumn } from './storage.ts';
import type { TablePlan, TableSource } from './table-plan.ts';

/**
 * Adds the step that lists names, projects or views. What its first clauses ask of columns that Postgres holds, it answers
 * where it lists them; the rest is asked of the rows.
 */
export function splitNames(plan: TablePlan, of: Pick<ListRows, 'of' | 'others'>, list: StepList): StepId {
  const { source, scope, columns } = plan;
  const held = heldColumns[source];
  const { first, stages } = firstClauses<FirstClauses<readonly BoundKey[]>['order']>(plan.stages, {
    answers: (predicate) => isAnsweredOverRows(predicate, held),
    orderOf: (keys) => (keys.every(({ expression }) => isHeldColumn(expression, held)) ? keys : undefined),
    asFound: [],
  });
  return list.add({ kind: 'list-rows', ...of, source, scope, first, stages, columns });
}

/** The columns of a listing that Postgres gives; the others come from what ClickHouse measured. */
const heldColumns: Readonly<Record<TableSource, readonly string[]>> = {
  metrics: ['name', 'project'],
  params: ['name', 'project', 'type', 'runs', 'distinct', 'min', 'max'],
  projects: ['name', 'runs', 'running', 'updated'],
  views: ['name', 'query', 'user', 'created'],
  lineage: [],
  groups: [],
};
