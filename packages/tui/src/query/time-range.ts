import { type TimePrecision, timeShower, zoneOffset } from '@xt/engine/show';
import { timeLiteral } from './literals.ts';

/** How a time is seen: on the clocks of a zone, to so much of it, or as a day. */
export interface ShownTime {
  readonly zone: string;
  readonly precision: TimePrecision | 'days';
}

/**
 * The times that are seen as this one, as literals of the asker's zone: from `start` on, before `end`. Without `end` the start stands for all
 * of them, as a date does.
 */
export function timeRange(
  microseconds: number,
  { zone, precision }: ShownTime,
): { readonly start: string; readonly end?: string } {
  if (precision === 'days') return { start: timeShower(zone, 'minutes')(microseconds).slice(0, 10) };
  const unit = units[precision];
  // The offsets of zones are of whole quarters of an hour, at least since there are runs.
  const start = Math.floor(microseconds / unit) * unit;
  return { start: literal(start, zone, precision), end: literal(start + unit, zone, precision) };
}

const units: Readonly<Record<TimePrecision, number>> = { minutes: 60e6, seconds: 1e6, milliseconds: 1e3 };

/** What clocks show; in the hours around their change, when they may show it twice, the instant itself. */
function literal(microseconds: number, zone: string, precision: TimePrecision): string {
  const offset = zoneOffset(zone);
  const milliseconds = microseconds / 1000;
  const isPlain = offset(milliseconds - aroundMs) === offset(milliseconds + aroundMs);
  return isPlain ? timeShower(zone, precision)(microseconds).replace(' ', 'T') : timeLiteral(microseconds);
}

const aroundMs = 3 * 3_600_000;
