import type { CurveMaking, Range } from '../bind/bound.ts';
import { binMeans } from '../local/bins.ts';
import { orderByX, pick } from '../local/order-by-x.ts';
import { sample } from '../local/sample.ts';
import { smooth } from '../local/smooth.ts';
import { windowOf } from '../local/window.ts';

/** The points of a series, side by side in order of steps. Times in microseconds. */
export interface SeriesPoints {
  readonly steps: Float64Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** The points of a curve, side by side in order of x; `raw` are the values before smoothing. */
export interface CurvePoints extends SeriesPoints {
  readonly x: Float64Array;
  readonly raw?: Float64Array;
}

/** What stands beside a series for its curve. */
export interface Beside {
  /** The run's start, NaN where none is known. */
  readonly start: number;
  /** The points of the axis, where it is another series. */
  readonly axis?: SeriesPoints;
}

/** A curve and how many of its points were dropped for want of a place on the axis. */
export interface Placed {
  readonly points: CurvePoints;
  readonly dropped: number;
}

/** The points of the windows in their places on the axis, smoothed along it. */
export function placeCurve(points: SeriesPoints, making: CurveMaking, beside: Beside): Placed {
  const inside = inTime(inSteps(points, making.steps), making.time, beside.start);
  const x = placesOf(inside, making.axis, beside);
  const placed = x === inside.steps ? undefined : numbered(x);
  const kept = placed === undefined ? { ...inside, x } : { ...pickPoints(inside, placed), x: pick(x, placed) };
  const order = orderByX(kept.x);
  const ordered = order === undefined ? kept : pickCurve(kept, order);
  const dropped = inside.values.length - ordered.values.length;
  const { values } = ordered;
  if (making.smooth === undefined || values.length === 0) return { points: ordered, dropped };
  return { points: { ...ordered, values: smooth(ordered.x, values, making.smooth), raw: values }, dropped };
}

function inSteps(points: SeriesPoints, window: Range | undefined): SeriesPoints {
  if (window === undefined) return points;
  const { start, end } = windowOf(points.steps, window);
  const part = (of: Float64Array) => of.subarray(start, end);
  return { steps: part(points.steps), times: part(points.times), values: part(points.values) };
}

/** Ends are seconds since the start; of a run without one nothing is inside. */
function inTime(points: SeriesPoints, window: Range | undefined, start: number): SeriesPoints {
  if (window === undefined) return points;
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = window;
  const isInside = (time: number) => time >= start + from * 1e6 && time <= start + to * 1e6;
  return pickPoints(
    points,
    Uint32Array.from(points.times.keys()).filter((i) => isInside(points.times[i] as number)),
  );
}

/** NaN where a point has no place. */
function placesOf(
  { steps, times }: SeriesPoints,
  axis: CurveMaking['axis'],
  { start, axis: of }: Beside,
): Float64Array {
  switch (axis) {
    case 'step':
      return steps;
    case 'time':
      return times;
    case 'relative': {
      const zero = Number.isNaN(start) ? 0 : start;
      return times.map((time) => (time - zero) / 1e6);
    }
    case 'series': {
      const places = new Map(of === undefined ? [] : Array.from(of.steps, (step, i) => [step, of.values[i] as number]));
      return steps.map((step) => places.get(step) ?? Number.NaN);
    }
  }
}

function numbered(x: Float64Array): Uint32Array {
  return Uint32Array.from(x.keys()).filter((i) => !Number.isNaN(x[i]));
}

/** The difference to another curve at equal steps; points without a partner are dropped. */
export function takeOff(points: CurvePoints, base: CurvePoints | undefined): Placed {
  const places = new Map(base === undefined ? [] : Array.from(base.steps, (step, i) => [step, i]));
  const kept = Uint32Array.from(points.steps.keys()).filter((i) => places.has(points.steps[i] as number));
  const { steps, raw, values, ...rest } = pickCurve(points, kept);
  const less = (own: Float64Array, of: Float64Array | undefined) =>
    own.map((value, i) => value - (of?.[places.get(steps[i] as number) ?? -1] ?? Number.NaN));
  return {
    points: {
      ...rest,
      steps,
      values: less(values, base?.values),
      ...(raw && { raw: less(raw, base?.raw) }),
    },
    dropped: points.values.length - kept.length,
  };
}

/** The curve as means of bins on its axis, each at the start of its bin; of time in seconds. */
export function binCurve(points: CurvePoints, { axis, every }: CurveMaking): CurvePoints {
  if (every === undefined) return points;
  const { x, values, raw } = points;
  const width = axis === 'time' ? every * 1e6 : every;
  const { x: places, columns } = binMeans(x, raw === undefined ? [values] : [values, raw], width);
  const [means = values, rawMeans] = columns;
  return { x: places, steps: places, times: places, values: means, ...(rawMeans && { raw: rawMeans }) };
}

/** The points that the sampling keeps. */
export function sampleCurve(points: CurvePoints, sampling: CurveMaking['sample']): CurvePoints {
  const kept = sample(points.x, points.values, sampling);
  return kept === undefined ? points : pickCurve(points, kept);
}

function pickPoints({ steps, times, values }: SeriesPoints, indices: Uint32Array): SeriesPoints {
  return { steps: pick(steps, indices), times: pick(times, indices), values: pick(values, indices) };
}

function pickCurve({ x, raw, ...points }: CurvePoints, indices: Uint32Array): CurvePoints {
  return { ...pickPoints(points, indices), x: pick(x, indices), ...(raw && { raw: pick(raw, indices) }) };
}
