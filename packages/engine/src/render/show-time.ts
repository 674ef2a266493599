import { zoneOffset } from '../clock/zone-offset.ts';
import { timeTexts } from './machine-text.ts';

/** How much of a time is shown: a column of times close to each other shows more of them. */
export type TimePrecision = 'minutes' | 'seconds' | 'milliseconds';

/** The precision that tells the times of a column apart that lie between these two, in microseconds. */
export function precisionOfSpan(least: number, greatest: number): TimePrecision {
  const span = greatest - least;
  if (!(span > 0) || span >= 86_400e6) return 'minutes';
  return span < 60e6 ? 'milliseconds' : 'seconds';
}

/** Shows times of microseconds since 1970 in a time zone, as 2026-11-21 14:03. */
export function timeShower(zone: string, precision: TimePrecision): (microseconds: number) => string {
  const offset = zoneOffsets(zone);
  const text = timeTexts();
  return (microseconds) => {
    // The text of another instant: the one at which clocks in UTC show what those of the zone show now.
    const local = text(microseconds + offset(Math.floor(microseconds / 1000)) * 1000);
    if (!local.endsWith('Z')) return local;
    const whole = local.replace('T', ' ');
    return whole.slice(0, whole.length - cutFromIso[precision].length);
  };
}

const cutFromIso: Readonly<Record<TimePrecision, string>> = {
  minutes: ':00.000Z',
  seconds: '.000Z',
  milliseconds: 'Z',
};
const quarterHour = 900_000;

/** Asked once for times of the same quarter of an hour, as clocks change between them; times that have no zones are shown in UTC. */
function zoneOffsets(zone: string): (milliseconds: number) => number {
  const offsetAt = zoneOffset(zone);
  let lastQuarter = Number.NaN;
  let offset = 0;
  return (milliseconds) => {
    const quarter = Math.floor(milliseconds / quarterHour);
    if (quarter === lastQuarter) return offset;
    lastQuarter = quarter;
    const start = quarter * quarterHour;
    const hasZones = start >= Date.UTC(1900) && start <= Date.UTC(9999);
    offset = hasZones ? offsetAt(start) : 0;
    return offset;
  };
}
