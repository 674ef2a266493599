import type { CellInput, Column } from '../arrow/index.ts';
import type { CurveMaking } from '../bind/bound.ts';
import { type Band, bandOf } from '../local/bands.ts';
import { joinCurves } from '../local/join-curves.ts';
import { sample } from '../local/sample.ts';
import type { CurveGroupSteps, CurveSteps } from '../plan/steps.ts';
import { columnsOfRuns } from './assemble.ts';
import { cellAt } from './group-runs.ts';
import type { GroupBands } from './read-bands.ts';
import type { Curve } from './read-curves.ts';
import { bandsAt, curvesOf, groupsOfRuns, type Results, runsOf } from './results.ts';

/** The curve of a group: what its keys are, and the band at each place; `of` places were there before it was sampled. */
export interface GroupCurve extends GroupBands {
  readonly keys: readonly CellInput[];
  readonly series: number;
  readonly of: number;
}

/** The curves of groups, groups in order of their keys (missing ones last), then by series. */
export function groupCurves(
  steps: CurveSteps,
  group: CurveGroupSteps,
  results: Results,
): { readonly curves: readonly GroupCurve[]; readonly shown: readonly Column[] } {
  const shown = columnsOfRuns(group.shown, runsOf(results, steps.rows), results);
  const { rows: members } = groupsOfRuns(results, group.groups);
  const bandsOf =
    results.get(steps.curves)?.kind === 'bands' ? bandsInStore(steps, results) : bandsOfCurves(steps, group, results);
  return {
    shown,
    curves: members.flatMap((rows, place) => {
      const keys = shown.map((column) => cellAt(column, rows[0] ?? 0));
      return steps.names.flatMap((_, series): GroupCurve[] => {
        const bands = bandsOf(series, place);
        return bands === undefined ? [] : [{ keys, series, of: bands.x.length, ...sampled(bands, steps.making) }];
      });
    }),
  };
}

/** The bands of a series by the place of the group, undefined where none of its runs has points. */
type BandsOf = (series: number, place: number) => GroupBands | undefined;

function bandsInStore(steps: CurveSteps, results: Results): BandsOf {
  const bands = bandsAt(results, steps.curves);
  return (series, place) => bands[series]?.groups.get(place);
}

function bandsOfCurves(steps: CurveSteps, { groups, band }: CurveGroupSteps, results: Results): BandsOf {
  const runs = runsOf(results, steps.rows);
  const { rows: members } = groupsOfRuns(results, groups);
  const byRun = new Map<number, Curve[]>();
  for (const curve of curvesOf(results, steps.curves)) {
    const known = byRun.get(curve.run);
    if (known === undefined) byRun.set(curve.run, [curve]);
    else known.push(curve);
  }
  return (series, place) => {
    const own = (members[place] ?? []).flatMap((row) =>
      (byRun.get(runs[row] as number) ?? []).filter((one) => one.series === series),
    );
    if (own.length === 0) return undefined;
    const { x, values } = joinCurves(own);
    return {
      x,
      bands: values.map((of) => bandOf(of, band)),
      isUneven: new Set(values.map((of) => of.length)).size > 1,
    };
  };
}

function sampled({ x, bands, isUneven }: GroupBands, { sample: sampling }: CurveMaking): GroupBands {
  const values = Float64Array.from(bands, ({ value }) => value);
  const kept = sample(x, values, sampling);
  if (kept === undefined) return { x, bands, isUneven };
  return {
    x: Float64Array.from(kept, (i) => x[i] as number),
    bands: Array.from(kept, (i) => bands[i] as Band),
    isUneven,
  };
}
