import type { RunsPlan } from './plan.ts';
import { splitSet } from './split.ts';
import { splitLineage } from './split-lineage.ts';
import { splitNames } from './split-names.ts';
import { type StepList, stepList } from './step-list.ts';
import type { StepId, TableSteps } from './steps.ts';
import type { TablePlan } from './table-plan.ts';

/** The steps of a listing: the runs that are counted, then the rows over them. */
export function splitTable(plan: TablePlan, limit: number | undefined): TableSteps {
  const { source, runs, walk, checks } = plan;
  const list = stepList();
  const others = walk === undefined && source !== 'views' && (runs === undefined || isEverything(runs));
  const of = others ? list.add({ kind: 'find-removed' }) : someRuns(runs, list);
  const rows =
    walk === undefined
      ? splitNames(plan, { of, ...(others ? { others } : {}) }, list)
      : splitLineage(plan, walk, of, list);
  return { kind: 'table', steps: list.steps(), rows, ...(limit === undefined ? {} : { limit }), checks };
}

/** Whether no run is left out: then it need not be known which they are. */
function isEverything({ stages }: RunsPlan): boolean {
  const [only, ...more] = stages;
  return more.length === 0 && only?.from === 'store' && only.where.kind === 'always' && only.limit === undefined;
}

/** No run is behind a view. */
function someRuns(runs: RunsPlan | undefined, list: StepList): StepId {
  return runs === undefined ? list.add({ kind: 'given', runs: [] }) : splitSet(runs, list);
}
