import type { BoundColumn, BoundExpression, CurveMaking, PointSeries, Range, Scope } from '../bind/bound.ts';
import { expressionsOf } from '../bind/point-series.ts';
import type { CurvesPlan } from './curves-plan.ts';
import { partsOfKey } from './group-keys.ts';
import { withSets } from './kin-sets.ts';
import { withKinValues } from './kin-values.ts';
import { splitRuns, splitSet } from './split.ts';
import { splitColumns } from './split-columns.ts';
import { type StepList, stepList } from './step-list.ts';
import type { CurveGroupSteps, CurveSteps, StepId } from './steps.ts';
import { inputsOf } from './storage.ts';

/** The fields of its run that a row of a curve shows or counts from, in the order in which they are fetched. */
const identity = ['id', 'name', 'started', 'project'] as const;

/** The steps of curves: find the runs and what groups them, fetch who they are, then their points. */
export function splitCurves(plan: CurvesPlan, limit: number | undefined): CurveSteps {
  const { scope, making, checks } = plan;
  const list = stepList();
  const rows = plan.group === undefined ? splitRuns(plan.runs, list) : splitSet(plan.runs, list);
  const group = plan.group && splitGroup(plan.group, rows, scope, list);
  const made =
    group !== undefined && areStepsAlone(making)
      ? { curves: fetchBands(plan, group, rows, list) }
      : fetchCurves(plan, rows, list);
  return {
    kind: 'curves',
    ...(group && { group }),
    ...made,
    steps: list.steps(),
    rows,
    names: plan.series.map(({ name }) => name),
    several: scope.several,
    making,
    ...(limit === undefined ? {} : { limit }),
    checks,
  };
}

/** Points at steps, all or within a window, group where they are stored. */
function areStepsAlone({ axis, history, time, smooth, relativeTo, every }: CurveMaking): boolean {
  return axis === 'step' && [history, time, smooth, relativeTo, every].every((each) => each === undefined);
}

/** The bands of groups: the places of the groups travel to the points. */
function fetchBands(
  { points, making, series, group }: CurvesPlan,
  { groups }: CurveGroupSteps,
  rows: StepId,
  list: StepList,
): StepId {
  const given = series.map(({ of }) => readySeries(within(of, making.steps), rows, points, list));
  const place = { kind: 'computed', of: groups, index: 0, type: 'number' } as const;
  const values = [...inputsOf(given.flatMap(expressionsOf)).carried, place];
  const carried = list.add({ kind: 'fetch-postgres', of: rows, values });
  const band = group?.band;
  return list.add({
    kind: 'fetch-bands',
    scope: points,
    within: rows,
    carried,
    groups,
    series: given,
    ...(band && { band }),
  });
}

function within(of: PointSeries, steps: Range | undefined): PointSeries {
  if (steps === undefined) return of;
  const end = (value: number | undefined) =>
    value === undefined ? undefined : ({ kind: 'constant', type: 'number', value, span: nowhere } as const);
  const [from, to] = [end(steps.from), end(steps.to)];
  return { kind: 'window', of, window: { kind: 'steps', ...(from && { from }), ...(to && { to }) } };
}

const nowhere = { start: 0, end: 0 };

/** The curves of runs, and the step that fetches who these are. */
function fetchCurves(
  plan: CurvesPlan,
  rows: StepId,
  list: StepList,
): { readonly curves: StepId; readonly identity: StepId } {
  const { points, making } = plan;
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
  return { curves, identity: fetched };
}

/** A series with what earlier steps compute in place of sets and of values of parents and roots. */
function readySeries(of: PointSeries, rows: StepId, scope: Scope, list: StepList): PointSeries {
  const value: BoundExpression = {
    kind: 'series-value',
    type: 'number',
    of: { kind: 'last' },
    series: of,
    name: '',
    span: nowhere,
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
  const groups = list.add({ kind: 'group-runs', of: rows, parts: shown.slice(keys.length) });
  return { names: columns.map(({ name }) => name), shown: shown.slice(0, keys.length), groups, ...(band && { band }) };
}

function unnamed(expression: BoundExpression): BoundColumn {
  return { name: '', expression };
}
