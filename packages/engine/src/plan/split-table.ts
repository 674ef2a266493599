import { splitRuns } from './split.ts';
import { stepList } from './step-list.ts';
import type { TableSteps } from './steps.ts';
import type { TablePlan } from './table-plan.ts';

/** The steps of a listing: the runs that are counted, then the rows over them. */
export function splitTable(plan: TablePlan, limit: number | undefined): TableSteps {
  const { source, scope, runs, stages, columns, checks } = plan;
  const list = stepList();
  const of = runs === undefined ? list.add(unlisted(plan)) : splitRuns(runs, list);
  const rows = list.add({ kind: 'list-rows', of, source, scope, stages, columns });
  return { kind: 'table', steps: list.steps(), rows, ...(limit === undefined ? {} : { limit }), checks };
}

/** The runs behind rows that are not chosen by runs: those of projects, none of views. */
function unlisted({ source, scope }: TablePlan) {
  if (source === 'views') return { kind: 'given', runs: [] } as const;
  return { kind: 'find-postgres', scope, where: { kind: 'always' } } as const;
}
