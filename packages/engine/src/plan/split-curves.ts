import type { CurvesPlan } from './curves-plan.ts';
import { splitRuns } from './split.ts';
import { stepList } from './step-list.ts';
import type { CurveSteps } from './steps.ts';

/** The fields of its run that a row of a curve shows or counts from, in the order in which they are fetched. */
const identity = ['id', 'name', 'started', 'project'] as const;

/** The steps of curves: find and order the runs, fetch who they are, then their points. */
export function splitCurves(plan: CurvesPlan, limit: number | undefined): CurveSteps {
  const { scope, series, making, checks } = plan;
  const list = stepList();
  const rows = splitRuns(plan.runs, list);
  const fields = identity.map((field) => ({ kind: 'field', field }) as const);
  const fetched = list.add({ kind: 'fetch-postgres', of: rows, values: fields });
  const metrics = series.map(({ metric }) => metric);
  const curves = list.add({ kind: 'fetch-curves', of: rows, scope, series: metrics, making });
  return {
    kind: 'curves',
    steps: list.steps(),
    rows,
    identity: fetched,
    curves,
    names: series.map(({ name }) => name),
    several: scope.several,
    making,
    ...(limit === undefined ? {} : { limit }),
    checks,
  };
}
