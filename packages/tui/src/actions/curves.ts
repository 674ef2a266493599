import { axisColumn, shownRange } from '../state/select.ts';
import type { State } from '../state/state.ts';
import { say } from './query.ts';

const weights = [0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];

/** More smoothing, or less. */
export function smooth(state: State, steps: number): State {
  const at = weights.findLastIndex((weight) => weight <= state.curves.smooth);
  const next = weights[Math.max(0, Math.min(at + steps, weights.length - 1))] ?? 0;
  return { ...state, curves: { ...state.curves, smooth: next } };
}

const axes = ['step', 'relative', 'time'] as const;

/** The next axis; a part of one axis means nothing on another. */
export function turnAxis(state: State): State {
  const axis = axes[(axes.indexOf(state.curves.axis) + 1) % axes.length] ?? 'step';
  return { ...state, curves: { ...state.curves, axis, window: undefined, cursor: undefined } };
}

/** A logarithmic scale of values, or a linear one. */
export function log(state: State): State {
  return { ...state, curves: { ...state.curves, log: !state.curves.log } };
}

/** How many percent of the values the scale can have room for, from all on. */
export const shares: readonly (number | undefined)[] = [undefined, 98, 90, 75, 50];

/** The scale over fewer of the values, those that are nearest to each other; after the fewest over all again. */
export function most(state: State): State {
  const next = shares[(shares.indexOf(state.curves.most) + 1) % shares.length];
  return { ...state, curves: { ...state.curves, most: next } };
}

/** The list of metrics turned, so that another comes first. */
export function metricStep(state: State, steps: number): State {
  const { metrics } = state.curves;
  if (metrics.length < 2) return state;
  const at = ((steps % metrics.length) + metrics.length) % metrics.length;
  return {
    ...state,
    curves: {
      ...state.curves,
      metrics: [...metrics.slice(at), ...metrics.slice(0, at)],
      picked: true,
      stepped: !state.curves.picked || state.curves.stepped === true,
    },
  };
}

/** A part of the axis `factor` times as wide, around the cursor or the middle. */
export function zoom(state: State, factor: number): State {
  const shown = shownRange(state);
  if (shown === undefined) return say(state, 'there is no curve to zoom into');
  const width = shown.to - shown.from;
  const around = shown.from + width * (state.curves.cursor ?? 0.5);
  const from = around - (around - shown.from) * factor;
  return withWindow(state, wholeSteps(state, { from, to: from + width * factor }));
}

// Narrower than this, steps may be fractions of one.
const leastWhole = 4;

/** Of steps the whole ones around a part; time has none. */
function wholeSteps(state: State, part: { readonly from: number; readonly to: number }): typeof part {
  if (axisColumn(state) !== 'step' || part.to - part.from < leastWhole) return part;
  return { from: Math.floor(part.from), to: Math.ceil(part.to) };
}

/** The shown part of the axis moved by a share of its width. */
export function pan(state: State, share: number): State {
  const shown = shownRange(state);
  if (shown === undefined) return say(state, 'there is no curve to move');
  const width = shown.to - shown.from;
  const isWhole = axisColumn(state) === 'step' && width >= leastWhole;
  const by = isWhole ? Math.round(width * share) : width * share;
  return withWindow(state, { from: shown.from + by, to: shown.to + by });
}

/** The whole axis. */
export function zoomAll(state: State): State {
  return { ...state, curves: { ...state.curves, window: undefined } };
}

/** The cursor of values in the middle of the curves, or none. */
export function cursor(state: State): State {
  return { ...state, curves: { ...state.curves, cursor: state.curves.cursor === undefined ? 0.5 : undefined } };
}

/** The curves as numbers, or as pictures. */
export function curveTable(state: State): State {
  return { ...state, curves: { ...state.curves, table: !state.curves.table } };
}

function withWindow(state: State, window: { readonly from: number; readonly to: number }): State {
  return { ...state, curves: { ...state.curves, window } };
}
