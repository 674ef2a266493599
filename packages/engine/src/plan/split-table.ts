import { withRunValues } from './row-values.ts';
import { splitRuns } from './split.ts';
import { type StepList, stepList } from './step-list.ts';
import type { StepId, TableSteps } from './steps.ts';
import type { TablePlan } from './table-plan.ts';

/** The steps of a listing: the runs that are counted, then the rows over them. */
export function splitTable(plan: TablePlan, limit: number | undefined): TableSteps {
  const { source, scope, runs, stages, columns, checks } = plan;
  const list = stepList();
  const of = runs === undefined ? list.add(unlisted(plan)) : splitRuns(runs, list);
  const { walk } = plan;
  const rows =
    walk === undefined
      ? list.add({ kind: 'list-rows', of, source, scope, stages, columns })
      : listBehind(plan, list.add({ kind: 'list-lineage', of, scope, ...walk }), list);
  return { kind: 'table', steps: list.steps(), rows, ...(limit === undefined ? {} : { limit }), checks };
}

/** Rows with a run behind each, whose values are columns too. */
function listBehind({ source, scope, stages, columns }: TablePlan, listed: StepId, list: StepList): StepId {
  const work = withRunValues(stages, columns, listed, scope, list);
  return list.add({ kind: 'list-rows', of: listed, source, scope, ...work });
}

/** The runs behind rows that are not chosen by runs: those of projects, none of views. */
function unlisted({ source, scope }: TablePlan) {
  if (source === 'views') return { kind: 'given', runs: [] } as const;
  return { kind: 'find-postgres', scope, where: { kind: 'always' } } as const;
}
