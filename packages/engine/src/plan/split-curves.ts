import type { BoundColumn, BoundExpression, PointSeries, Scope } from '../bind/bound.ts';
import { expressionsOf } from '../bind/point-series.ts';
import type { CurvesPlan } from './curves-plan.ts';
import { withSets } from './kin-sets.ts';
import { withKinValues } from './kin-values.ts';
import { splitRuns, splitSet } from './split.ts';
import { splitColumns } from './split-columns.ts';
import { partsOfKey } from './split-groups.ts';
import { type StepList, stepList } from './step-list.ts';
import type { CurveGroupSteps, CurveSteps, StepId } from './steps.ts';
import { inputsOf } from './storage.ts';

/** The fields of its run that a row of a curve shows or counts from, in the order in which they are fetched. */
const identity = ['id', 'name', 'started', 'project'] as const;

/** The steps of curves: find the runs, fetch who they are and what groups them, then their points. */
export function splitCurves(plan: CurvesPlan, limit: number | undefined): CurveSteps {
  const { scope, points, making, checks } = plan;
  const list = stepList();
  const rows = plan.group === undefined ? splitRuns(plan.runs, list) : splitSet(plan.runs, list);
  const { relativeTo } = making;
  const owners =
    relativeTo === undefined
      ? rows
      : list.add({ kind: 'union', of: [rows, list.add({ kind: 'given', runs: [relativeTo] })] });
  const fields = identity.map((field) => ({ kind: 'field', field }) as const);
  const fetched = list.add({ kind: 'fetch-postgres', of: owners, values: fields });
  const forks = making.history === true ? list.add({ kind: 'find-forks', of: owners }) : undefined;
  const reached = forks === undefined ? owners : list.add({ kind: 'with-forks', of: owners, forks });
  const given = [...plan.series.map((each) => each.of), ...(plan.axisSeries ? [plan.axisSeries] : [])];
  const series = given.map((each) => readySeries(each, reached, points, list));
  const { carried } = inputsOf(series.flatMap(expressionsOf));
  const travel =
    carried.length === 0 ? {} : { carried: list.add({ kind: 'fetch-postgres', of: reached, values: carried }) };
  const named = plan.series.length;
  const axis = series[named];
  const curves = list.add({
    kind: 'fetch-curves',
    of: owners,
    reached,
    identity: fetched,
    scope: points,
    series: series.slice(0, named),
    ...(axis && { axisSeries: axis }),
    making,
    ...(plan.group && { whole: true }),
    ...(forks === undefined ? {} : { forks }),
    ...travel,
  });
  return {
    kind: 'curves',
    ...(plan.group && { group: splitGroup(plan.group, rows, scope, list) }),
    steps: list.steps(),
    rows,
    identity: fetched,
    curves,
    names: plan.series.map(({ name }) => name),
    several: scope.several,
    making,
    ...(limit === undefined ? {} : { limit }),
    checks,
  };
}

/** A series with what earlier steps compute in place of sets and of values of parents and roots. */
function readySeries(of: PointSeries, rows: StepId, scope: Scope, list: StepList): PointSeries {
  const span = { start: 0, end: 0 };
  const value: BoundExpression = {
    kind: 'series-value',
    type: 'number',
    of: { kind: 'last' },
    series: of,
    name: '',
    span,
  };
  const [ready] = withKinValues([withSets(value, list)], rows, scope, list);
  if (ready?.kind !== 'series-value') throw new Error('a series is no longer one');
  return ready.series;
}

/** What groups the runs: the keys as they are shown, and the parts by which they are told apart and ordered. */
function splitGroup(
  { keys, columns, band }: NonNullable<CurvesPlan['group']>,
  rows: StepId,
  scope: Scope,
  list: StepList,
): CurveGroupSteps {
  const parts = keys.flatMap(partsOfKey);
  const shown = splitColumns([...keys, ...parts].map(unnamed), rows, scope, list);
  return {
    names: columns.map(({ name }) => name),
    shown: shown.slice(0, keys.length),
    parts: shown.slice(keys.length),
    ...(band && { band }),
  };
}

function unnamed(expression: BoundExpression): BoundColumn {
  return { name: '', expression };
}
