import type { Diagnostic } from '@xt/grammar';
import type { CurveSteps } from '../plan/steps.ts';
import { answerNote, countText } from './diagnostics.ts';
import { curvesOf, type Results, runsOf } from './results.ts';

/** What curves leave out: runs without points of a series, and points that sampling did not keep. */
export function curveNotes(steps: CurveSteps, results: Results): readonly Diagnostic[] {
  const curves = curvesOf(results, steps.curves);
  const runs = runsOf(results, steps.rows).length;
  const { window, sample } = steps.making;
  const lacking = steps.names.flatMap((name, series) => {
    const having = curves.filter((curve) => curve.series === series).length;
    if (having === runs) return [];
    const where = window === undefined ? '' : ' in the window';
    return [answerNote('no-points', undefined, { runs: countText(runs - having), all: countText(runs), name, where })];
  });
  const reduced = curves.filter((curve) => curve.values.length < curve.of);
  if (reduced.length === 0 || sample.kind === 'none') return lacking;
  const sum = (count: (curve: (typeof reduced)[number]) => number) =>
    countText(reduced.reduce((total, curve) => total + count(curve), 0));
  const sampled = answerNote('sampled', undefined, {
    curves: countText(reduced.length),
    kept: sum((curve) => curve.values.length),
    points: sum((curve) => curve.of),
    buckets: countText(Math.floor(sample.count / 4)),
  });
  return [...lacking, sampled];
}
