import { fitsTwo } from '../frame/layout.ts';
import { queryCurves } from '../query/query-curves.ts';
import type { State } from './state.ts';

/** The state whose curves are drawn as its query says, where that is one of curves; the pane's keys go on from there. */
export function withQueryCurves(state: State): State {
  const { text } = state.query;
  const { of, ...curves } = state.curves;
  if (of === text) return state;
  const own = queryCurves(text);
  if (own === undefined) {
    // What another query said is nothing to this one.
    return of === undefined ? state : { ...state, curves: { ...curves, metrics: [], picked: false } };
  }
  const focus = state.layout.focus === 'runs' && !fitsTwo(state.size) ? 'curves' : state.layout.focus;
  return {
    ...state,
    layout: { ...state.layout, side: 'curves', focus },
    curves: {
      ...curves,
      of: text,
      metrics: own.metrics,
      picked: true,
      stepped: false,
      smooth: own.smooth ?? 0,
      axis: own.axis ?? 'step',
      window: undefined,
      cursor: undefined,
    },
  };
}
