import type { ComparedPlan, ComparePlan } from './compare-plan.ts';
import { splitSet } from './split.ts';
import { splitColumns } from './split-columns.ts';
import { type StepList, stepList } from './step-list.ts';
import type { ComparedSteps, CompareSteps } from './steps.ts';

/** The steps of a comparison: find the runs of either side, then fetch their values. */
export function splitCompare({ name, left, right, checks }: ComparePlan): CompareSteps {
  const list = stepList();
  const [a, b] = [splitSide(left, list), splitSide(right, list)];
  const { type } = left.value;
  return { kind: 'compare', steps: list.steps(), name, type, rows: a.rows, left: a, right: b, checks };
}

function splitSide({ runs, value }: ComparedPlan, list: StepList): ComparedSteps {
  const rows = splitSet(runs, list);
  return { rows, shown: splitColumns([{ name: 'value', expression: value }, ...runs.columns], rows, runs.scope, list) };
}
