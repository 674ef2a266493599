import type { Point, Run, Scene } from '../world.ts';

/** The moment from which a run's time counts: its start, else its first point's time. */
export function startOfRun(run: Run): number | null {
  return run.started ?? least(pointsOf(run).map((point) => point.time));
}

/** The last step of any metric. */
export function lastStep(run: Run): number | null {
  return lastStepOf(pointsOf(run));
}

/** The last step of points. */
export function lastStepOf(points: readonly Point[]): number | null {
  return greatest(points.map((point) => point.step));
}

/** When it was created: the source's creation time, else its start, else its first point's time. */
export function createdOf(run: Run): number | null {
  return run.created ?? startOfRun(run);
}

/** Seconds from its start to its end, to now while it runs, else to its last point. */
export function durationOf(run: Run, scene: Scene): number | null {
  const start = startOfRun(run);
  const end = run.ended ?? (run.state === 'running' ? scene.now : greatest(pointsOf(run).map((point) => point.time)));
  return start === null || end === null ? null : (end - start) / 1e6;
}

function pointsOf(run: Run) {
  return Object.values(run.series).flat();
}

function least(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.min(...values);
}

function greatest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}
