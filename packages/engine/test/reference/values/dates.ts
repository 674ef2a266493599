import { time, type Value } from './value.ts';

const day = 86_400_000_000;

/** A date as written: an instant, or its whole day where no time of day stands there; UTC unless it says otherwise. */
export function readDate(written: string): Value {
  const [date = '', clock] = written.split('T');
  const start = Date.parse(`${date}T00:00:00Z`) * 1000;
  if (clock === undefined) return { type: 'time', value: start, end: start + day };
  const zone = /(Z|[+-]\d\d:?\d\d)$/i.exec(clock)?.[0] ?? 'Z';
  const [hours = '0', minutes = '0', seconds = '0'] = clock
    .slice(0, clock.length - (clock.endsWith(zone) ? zone.length : 0))
    .split(':');
  const offset = /^z$/i.test(zone)
    ? 0
    : Number(`${zone[0]}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2)));
  const [whole = '0', fraction = ''] = seconds.split('.');
  const moment = (Number(hours) * 3600 + (Number(minutes) - offset) * 60 + Number(whole)) * 1e6;
  return time(start + moment + Number(fraction.padEnd(6, '0').slice(0, 6) || '0'));
}

/** The day that a moment lies in. */
export function dayOf(moment: number): Value {
  const start = Math.floor(moment / day) * day;
  return { type: 'time', value: start, end: start + day };
}

/** The start of the day, the week (a Monday) or the month of a moment. */
export function startOf(unit: 'day' | 'week' | 'month', moment: number): number {
  const days = Math.floor(moment / day);
  if (unit === 'day') return days * day;
  // 1970-01-01 was a Thursday.
  if (unit === 'week') return (days - ((((days + 3) % 7) + 7) % 7)) * day;
  const date = new Date(moment / 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) * 1000;
}
