import { paneColumns, paneRows } from '../frame/layout.ts';
import { chartsThatFit } from '../panes/curve-grid.ts';
import { type CurveMaking, curvesOf } from '../query/curves-of.ts';
import { groupedRuns } from '../query/group-curves.ts';
import { curvesOfQuery, queryCurves } from '../query/query-curves.ts';
import { quoteText } from '../query/splice.ts';
import { curveIds, sheetOf, wholeRange } from '../state/select.ts';
import type { CurvesState, State } from '../state/state.ts';
import type { Ask } from './ask.ts';

/** Of so many runs curves are drawn. */
export const mostCurves = 24;

/**
 * The curves over the whole axis; and where a part of it is shown of which not all points came, that part. So a zoom is drawn at
 * once, and leads to the points beside it.
 */
export function curvesAsks(state: State): readonly Ask[] {
  const { revision } = state.session;
  const whole = curvesText(state, undefined, pointsShown(state));
  if (whole === undefined) return [];
  const limit = shownMetrics(state).length * mostCurves * pointsShown(state);
  const part = zoomText(state);
  return [
    { slot: 'curves', text: whole, limit, revision },
    ...(part === undefined ? [] : [{ slot: 'zoom' as const, text: part, limit, revision }]),
  ];
}

/** The query of what the pane of curves shows. */
export function shownCurvesText(state: State): string | undefined {
  return curvesText(state, state.curves.window, pointsShown(state));
}

/** The query of the same curves for a file: with every point, or with as many as the prompt gives. */
export function savedCurvesText(state: State, points: 'every' | undefined): string | undefined {
  return curvesText(state, state.curves.window, points);
}

/** The query of the points of the part of the axis that is shown, and of what is near it; undefined while the whole has them all. */
export function zoomText(state: State): string | undefined {
  const { window, axis } = state.curves;
  if (window === undefined || axis === 'time') return undefined;
  const isSampled = sheetOf(state, 'curves')?.notes.some(({ code }) => code === 'sampled') === true;
  const whole = isSampled && queryCurves(state.query.text)?.x === undefined ? wholeRange(state) : undefined;
  if (whole === undefined) return undefined;
  // The last points before a gap that is wider than a bucket of the whole are among those of the whole.
  const bucket = (whole.to - whole.from) / Math.floor(pointsShown(state) / 4);
  const beside = Math.max((window.to - window.from) / 2, bucket);
  const from = Math.max(window.from - beside, whole.from);
  const to = Math.min(window.to + beside, whole.to);
  return from < to ? curvesText(state, { from, to }, pointsShown(state)) : undefined;
}

/** The metrics of the chosen runs, from which the pane takes those that it shows. */
export function namesAsk(state: State): readonly Ask[] {
  const { revision } = state.session;
  const ids = curveIds(state).slice(0, mostCurves);
  const groups = ids.length === 0 ? groupsShown(state) : undefined;
  const of = ids.length > 0 ? `run ${ids.map(quoteText).join(', ')}` : groups === undefined ? '' : `(${groups.runs})`;
  return of === '' ? [] : [{ slot: 'names', text: `metrics of ${of}`, limit: 1000, revision }];
}

/** How many charts the curves pane shows at once. */
export function metricsShown(state: State): number {
  return chartsThatFit({ columns: paneColumns(state, 'curves'), rows: paneRows(state, 'curves') });
}

/** The metrics that a person chose, whether or not all have room; without a choice those that are shown. */
export function chosenMetrics(state: State): readonly string[] {
  const { metrics, picked, stepped } = state.curves;
  return picked && stepped !== true ? metrics : shownMetrics(state);
}

function shownMetrics(state: State): readonly string[] {
  return state.curves.metrics.slice(0, metricsShown(state));
}

// Four points a column of dots keep its first, last, least and greatest.
function pointsShown(state: State): number {
  return Math.max(200, paneColumns(state, 'curves') * 8);
}

function curvesText(state: State, window: CurvesState['window'], points: CurveMaking['points']): string | undefined {
  const { smooth, axis } = state.curves;
  const metrics = shownMetrics(state);
  if (metrics.length === 0) return undefined;
  const making = { metrics, smooth, axis, window, points };
  const ids = curveIds(state).slice(0, mostCurves);
  if (sheetOf(state, 'runs')?.source === 'curves' && queryCurves(state.query.text) !== undefined) {
    return curvesOfQuery(state.query.text, { ...making, ids, mostRuns: mostCurves });
  }
  if (ids.length > 0) return curvesOf({ ...making, of: { kind: 'runs', ids } });
  const groups = groupsShown(state);
  return groups === undefined ? undefined : curvesOf({ ...making, of: { kind: 'groups', ...groups } });
}

/** The groups that the table shows, where it shows groups. */
function groupsShown(state: State): ReturnType<typeof groupedRuns> {
  return sheetOf(state, 'runs')?.source === 'groups' ? groupedRuns(state.query.text) : undefined;
}
