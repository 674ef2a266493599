import type { RunsPlan } from './plan.ts';
import { rowColumnsOf } from './row-columns.ts';
import { withRunValues } from './row-values.ts';
import { splitRuns } from './split.ts';
import { type StepList, stepList } from './step-list.ts';
import type { StepId, TableSteps } from './steps.ts';
import type { TablePlan } from './table-plan.ts';

/** The steps of a listing: the runs that are counted, then the rows over them. */
export function splitTable(plan: TablePlan, limit: number | undefined): TableSteps {
  const { source, scope, runs, stages, columns, checks } = plan;
  const list = stepList();
  const { walk } = plan;
  const others = walk === undefined && source !== 'views' && (runs === undefined || isEverything(runs));
  const of = others ? list.add({ kind: 'find-removed' }) : someRuns(runs, list);
  const rows =
    walk === undefined
      ? list.add({ kind: 'list-rows', of, ...(others ? { others } : {}), source, scope, stages, columns })
      : listBehind(plan, list.add({ kind: 'list-lineage', of, scope, edges: namesEdges(plan), ...walk }), list);
  return { kind: 'table', steps: list.steps(), rows, ...(limit === undefined ? {} : { limit }), checks };
}

/** Rows with a run behind each, whose values are columns too. */
function listBehind({ source, scope, stages, columns }: TablePlan, listed: StepId, list: StepList): StepId {
  const work = withRunValues(stages, columns, listed, scope, list);
  return list.add({ kind: 'list-rows', of: listed, source, scope, ...work });
}

/** Whether a clause or column reads what stands with the edge to a run. */
function namesEdges(plan: TablePlan): boolean {
  return rowColumnsOf(plan).some((name) => name !== 'depth');
}

/** Whether no run is left out: then it need not be known which they are. */
function isEverything({ stages }: RunsPlan): boolean {
  const [only, ...more] = stages;
  return more.length === 0 && only?.from === 'store' && only.where.kind === 'always' && only.limit === undefined;
}

/** No run is behind a view. */
function someRuns(runs: RunsPlan | undefined, list: StepList): StepId {
  return runs === undefined ? list.add({ kind: 'given', runs: [] }) : splitRuns(runs, list);
}
