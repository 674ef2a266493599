import type { Point } from '../world.ts';

/** Points in order of steps; the value of a point may be a number that is none. */
export type Points = readonly Point[];

/** The last point at or before a step. */
export function atStep(points: Points, step: number | null): Point | undefined {
  return step === null ? undefined : points.findLast((point) => point.step <= step);
}

/** The last point at or before a moment. */
export function atTime(points: Points, moment: number | null): Point | undefined {
  return moment === null ? undefined : points.findLast((point) => point.time <= moment);
}

export function valuesOf(points: Points): readonly number[] {
  return points.map((point) => point.value);
}

/** Points whose value is not NaN. */
export function withoutNaN(points: Points): Points {
  return points.filter((point) => !Number.isNaN(point.value));
}
