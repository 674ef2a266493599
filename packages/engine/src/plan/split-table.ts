import { splitRuns } from './split.ts';
import { stepList } from './step-list.ts';
import type { TableSteps } from './steps.ts';
import type { TablePlan } from './table-plan.ts';

/** The steps of a listing: the runs that are counted, then the rows over them. */
export function splitTable(plan: TablePlan, limit: number | undefined): TableSteps {
  const { source, scope, runs, stages, columns, checks } = plan;
  const list = stepList();
  const always = { kind: 'always' } as const;
  const of = runs === undefined ? list.add({ kind: 'find-postgres', scope, where: always }) : splitRuns(runs, list);
  const rows = list.add({ kind: 'list-rows', of, source, scope, stages, columns });
  return { kind: 'table', steps: list.steps(), rows, ...(limit === undefined ? {} : { limit }), checks };
}
