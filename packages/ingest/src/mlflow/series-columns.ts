import type { SeriesPart } from './store.ts';

/** Points of one series that are being gathered. */
export interface SeriesColumns {
  readonly steps: number[];
  readonly times: number[];
  readonly values: number[];
  readonly order: number[];
}

/** A part of a series is given out at this many points. */
export const partPoints = 65_536;

export function emptyColumns(): SeriesColumns {
  return { steps: [], times: [], values: [], order: [] };
}

/** Whether a step, an integer in the source, is none of those that a double can tell apart. */
export function isRounded(step: number | undefined): boolean {
  return step !== undefined && Math.abs(step) > Number.MAX_SAFE_INTEGER;
}

/** What is said of so many steps that were rounded. */
export function roundedSteps(count: number): string {
  return `${count} × step beyond 2^53, rounded`;
}

/** Takes the last point away again. */
export function dropLast({ steps, times, values, order }: SeriesColumns): void {
  for (const column of [steps, times, values, order]) column.pop();
}

/** The points as a part of the metric's series. */
export function partOf(metric: string, { steps, times, values, order }: SeriesColumns): SeriesPart {
  return {
    metric,
    steps: Float64Array.from(steps),
    times: Float64Array.from(times),
    values: Float64Array.from(values),
    order: Float64Array.from(order),
  };
}
