import type { Measure } from '../model/chart.ts';
import { extentOf } from '../model/extent-of.ts';
import type { Spec } from './spec.ts';

/** How a measure becomes a quantitative channel: its numbers times a factor, and what the axis says. */
export interface Axis {
  readonly title: string;
  readonly factor: number;
  readonly type: 'quantitative' | 'temporal';
  readonly scale: Spec;
  /** How ticks read, as an expression, where they do not by themselves. */
  readonly labels?: string;
}

/** The axis of a measure over values; durations are shown in the unit that makes them readable. */
export function axisFor({ title, type, log }: Measure, arrays: readonly ArrayLike<number>[], zero = false): Axis {
  if (type === 'time') return { title, factor: 1e-3, type: 'temporal', scale: { type: 'utc' } };
  const scale: Spec = log ? { type: 'log' } : { zero };
  const labels = log ? { labels: logLabels(arrays) } : {};
  if (type === 'number') return { title, factor: 1, type: 'quantitative', scale, ...labels };
  const [unit, seconds] = unitFor(greatestOf(arrays));
  return { title: title.replace(/ \(s\)$/, ` (${unit})`), factor: 1 / seconds, type: 'quantitative', scale, ...labels };
}

/** The channel of an axis for a field; on an axis of so many pixels across, ticks are as far apart as their labels need. */
export function channel(field: string, axis: Axis, more: Spec = {}, pixels?: number): Spec {
  const isLog = axis.scale['type'] === 'log';
  const own: Spec = {
    ...(axis.labels === undefined ? {} : { labelExpr: axis.labels }),
    ...(pixels === undefined || isLog ? {} : { tickCount: Math.max(Math.floor(pixels / 60), 2) }),
  };
  const labels = Object.keys(own).length === 0 ? {} : { axis: own };
  return { field, type: axis.type, title: axis.title, scale: axis.scale, ...labels, ...more };
}

/** Powers of ten, and what lies between them where there are few; small and large ones as 1e-5. */
function logLabels(arrays: readonly ArrayLike<number>[]): string {
  const positive = arrays.map((values) => Float64Array.from(values).filter((value) => value > 0));
  const ends = positive.map(extentOf);
  const least = Math.min(...ends.map(([low]) => low));
  const greatest = Math.max(...ends.map(([, high]) => high));
  const text = "datum.value < 0.001 || datum.value >= 1e6 ? format(datum.value, '~e') : format(datum.value, '~r')";
  if (!(greatest / least > 100)) return text;
  return `abs(log(datum.value) / LN10 - round(log(datum.value) / LN10)) > 1e-6 ? '' : ${text}`;
}

function unitFor(greatest: number): readonly [unit: string, seconds: number] {
  if (greatest >= 3 * 86_400) return ['days', 86_400];
  if (greatest >= 3 * 3600) return ['h', 3600];
  return greatest >= 180 ? ['min', 60] : ['s', 1];
}

function greatestOf(arrays: readonly ArrayLike<number>[]): number {
  let greatest = 0;
  for (const values of arrays) {
    for (let at = 0; at < values.length; at++) {
      const size = Math.abs(values[at] ?? 0);
      if (Number.isFinite(size) && size > greatest) greatest = size;
    }
  }
  return greatest;
}
