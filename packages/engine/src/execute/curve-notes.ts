import type { Diagnostic } from '@xt/grammar';
import type { CurveSteps } from '../plan/steps.ts';
import { answerNote, countText } from './diagnostics.ts';
import type { GroupCurve } from './group-curves.ts';
import { curvesOf, type Results, runsOf } from './results.ts';

/** What curves leave out: runs without points of a series, points without a place or partner, and what sampling dropped. */
export function curveNotes(
  steps: CurveSteps,
  results: Results,
  groups: readonly GroupCurve[] | undefined,
): readonly Diagnostic[] {
  const rows = new Set(runsOf(results, steps.rows));
  const made = results.get(steps.curves);
  const curves = made?.kind === 'bands' ? [] : curvesOf(results, steps.curves).filter(({ run }) => rows.has(run));
  const { steps: window, time } = steps.making;
  const where = window === undefined && time === undefined ? '' : ' in the window';
  const havingOf = (series: number) => {
    if (made?.kind === 'bands') return made.series[series]?.having ?? 0;
    return new Set(curves.flatMap((curve) => (curve.series === series && hasPoints(curve) ? [curve.run] : []))).size;
  };
  const lacking = steps.names.flatMap((name, series) => {
    const runs = rows.size - havingOf(series);
    return runs === 0
      ? []
      : [answerNote('no-points', undefined, { runs: countText(runs), all: countText(rows.size), name, where })];
  });
  const total = (of: (curve: (typeof curves)[number]) => number) => curves.reduce((sum, curve) => sum + of(curve), 0);
  const unplaced = total((curve) => curve.unplaced);
  const unpaired = total((curve) => curve.unpaired);
  return [
    ...lacking,
    ...(unplaced === 0 ? [] : [answerNote('no-place', undefined, { points: countText(unplaced) })]),
    ...(unpaired === 0 ? [] : [answerNote('no-partner', undefined, { points: countText(unpaired) })]),
    ...(groups?.some(({ isUneven }) => isUneven) ? [answerNote('uneven-group', undefined, {})] : []),
    ...sampled(
      steps,
      groups?.map(({ x, of }) => ({ kept: x.length, of })) ??
        curves.map(({ values, of }) => ({ kept: values.length, of })),
    ),
  ];
}

/** Points that had no place or no partner, or that sampling dropped, were there all the same. */
function hasPoints(curve: { readonly of: number; readonly unplaced: number; readonly unpaired: number }): boolean {
  return curve.of + curve.unplaced + curve.unpaired > 0;
}

function sampled(
  { making: { sample } }: CurveSteps,
  curves: readonly { readonly kept: number; readonly of: number }[],
): readonly Diagnostic[] {
  const reduced = curves.filter(({ kept, of }) => kept < of);
  if (reduced.length === 0 || sample.kind === 'none') return [];
  const sum = (count: (curve: (typeof reduced)[number]) => number) =>
    countText(reduced.reduce((total, curve) => total + count(curve), 0));
  const [curvesText, kept, points] = [countText(reduced.length), sum((curve) => curve.kept), sum((curve) => curve.of)];
  const buckets = countText(sample.kind === 'minmax' ? Math.floor(sample.count / 4) : sample.count);
  const how = {
    minmax: `of each of ${buckets} buckets the first, last, least and greatest`,
    last: `the last of each of ${buckets} buckets`,
    lttb: 'those that keep the shape, by largest triangles',
  } as const;
  return [answerNote('sampled', undefined, { curves: curvesText, kept, points, how: how[sample.kind] })];
}
