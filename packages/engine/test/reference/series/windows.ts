import type { Range, RangeEnd, Window } from '@xt/grammar';
import { startOfRun } from '../runs/facts.ts';
import type { Run } from '../world.ts';
import type { Points } from './points.ts';

/** The points of a series in a window of its run. */
export function over(points: Points, window: Window, run: Run): Points {
  if (window.kind === 'range') return inRange(points, window.by, window.range, run);
  const { size } = window;
  if (size.kind === 'number') return window.kind === 'first' ? points.slice(0, size.value) : lastOf(points, size.value);
  if (size.kind === 'percent') {
    const steps = points.map((point) => point.step);
    const [low, high] = [Math.min(...steps), Math.max(...steps)];
    const share = ((high - low) * size.percent) / 100;
    return points.filter((point) => (window.kind === 'first' ? point.step <= low + share : point.step >= high - share));
  }
  const times = points.map((point) => point.time);
  if (window.kind === 'first') return points.filter((point) => point.time <= Math.min(...times) + size.seconds * 1e6);
  return points.filter((point) => point.time >= Math.max(...times) - size.seconds * 1e6);
}

/** The points between two steps, or two times since the run's start, ends included. */
export function inRange(points: Points, by: 'steps' | 'time', range: Range, run: Run): Points {
  const from = endOf(range.from) ?? Number.NEGATIVE_INFINITY;
  const to = endOf(range.to) ?? Number.POSITIVE_INFINITY;
  const start = startOfRun(run) ?? 0;
  const place = by === 'steps' ? (at: Points[number]) => at.step : (at: Points[number]) => (at.time - start) / 1e6;
  return points.filter((point) => place(point) >= from && place(point) <= to);
}

function lastOf(points: Points, count: number): Points {
  return count === 0 ? [] : points.slice(-count);
}

function endOf(end: RangeEnd | undefined): number | undefined {
  if (end === undefined) return undefined;
  const size = end.value.kind === 'duration' ? end.value.seconds : end.value.value;
  return end.negative ? -size : size;
}
