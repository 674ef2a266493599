import type { Zone } from '../world.ts';
import { time, type Value } from './value.ts';

const day = 86_400_000_000;

/** A date as written: an instant, or its whole day where no time of day stands there; in the asker's zone unless it says another. */
export function readDate(written: string, zone: Zone): Value {
  const [date = '', clock] = written.split('T');
  const start = Date.parse(`${date}T00:00:00Z`) * 1000;
  if (clock === undefined) return wholeDay(start - zone.ahead);
  const [said = ''] = /(Z|[+-]\d\d:?\d\d)$/i.exec(clock) ?? [];
  const [hours = '0', minutes = '0', seconds = '0'] = clock.slice(0, clock.length - said.length).split(':');
  const moment = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1e6;
  return time(start + moment - (said === '' ? zone.ahead : offsetOf(said)));
}

/** The day that a moment lies in. */
export function dayOf(moment: number, zone: Zone): Value {
  return wholeDay(startOf('day', moment, zone));
}

/** The start of the day, the week (a Monday) or the month of a moment. */
export function startOf(unit: 'day' | 'week' | 'month', moment: number, { ahead }: Zone): number {
  const days = Math.floor((moment + ahead) / day);
  if (unit === 'day') return days * day - ahead;
  // 1970-01-01 was a Thursday.
  if (unit === 'week') return (days - ((((days + 3) % 7) + 7) % 7)) * day - ahead;
  const date = new Date((moment + ahead) / 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) * 1000 - ahead;
}

function wholeDay(start: number): Value {
  return { type: 'time', value: start, end: start + day };
}

function offsetOf(said: string): number {
  if (/^z$/i.test(said)) return 0;
  return Number(`${said[0]}1`) * (Number(said.slice(1, 3)) * 60 + Number(said.slice(-2))) * 60e6;
}
