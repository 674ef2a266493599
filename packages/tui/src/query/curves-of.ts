import type { Axis } from '../state/state.ts';
import { durationLiteral, numberLiteral } from './literals.ts';
import { quoteName, quoteText } from './splice.ts';

/** How a pane draws curves. */
export interface CurveMaking {
  readonly smooth: number;
  readonly axis: Axis;
  readonly window: { readonly from: number; readonly to: number } | undefined;
  /** Most points a curve, or every point; as many as the prompt gives where it is undefined. */
  readonly points: number | 'every' | undefined;
}

/** What a curves pane shows of some runs. */
export interface CurvesAsked extends CurveMaking {
  readonly metrics: readonly string[];
  /** Runs by their ids, or groups of the runs of a query. */
  readonly of:
    | { readonly kind: 'runs'; readonly ids: readonly string[] }
    | { readonly kind: 'groups'; readonly runs: string; readonly by: string };
}

/** The query of curves of metrics of runs, or of groups with the standard deviation around them. */
export function curvesOf(asked: CurvesAsked): string {
  const { metrics, of } = asked;
  const columns = metrics.map(metricName).join(', ');
  const source = of.kind === 'runs' ? `run ${of.ids.map(quoteText).join(', ')}` : `(${of.runs})`;
  const { points, ...making } = asked;
  const groups = of.kind === 'groups' ? [`${of.by} band std`] : [];
  const clauses = [...makingClauses({ ...making, points: undefined }), ...groups, ...sampleClause(points)];
  return [`curves ${columns} of ${source}`, ...clauses].join(' ');
}

/** How the curves are made, as clauses. */
export function makingClauses({ axis, smooth, window, points }: CurveMaking): readonly string[] {
  return [
    ...windowClause(axis, window),
    ...(axis === 'step' ? [] : [`x ${axis}`]),
    ...(smooth === 0 ? [] : [`smooth ema ${smooth}`]),
    ...sampleClause(points),
  ];
}

function sampleClause(points: CurveMaking['points']): readonly string[] {
  if (points === undefined) return [];
  return [points === 'every' ? 'sample none' : `sample ${points}`];
}

/** The part of the axis as a clause; of the wall clock the language has none, so that what is drawn is cut there. */
function windowClause(axis: Axis, window: CurveMaking['window']): readonly string[] {
  if (window === undefined || axis === 'time') return [];
  if (axis === 'step') return [`steps ${numberLiteral(window.from)}..${numberLiteral(window.to)}`];
  const seconds = (value: number) => durationLiteral(Math.max(0, value));
  return [`time ${seconds(window.from)}..${seconds(window.to)}`];
}

/** A metric by its name, whatever else has that name. */
export function metricName(name: string): string {
  return `metrics.${quoteName(name)}`;
}
