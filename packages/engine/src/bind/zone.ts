import { zoneOffset } from '../clock/zone-offset.ts';

/** Microseconds since 1970 from and to the calendar of one time zone. */
export interface Zone {
  readonly name: string;
  /** The instant at which a wall clock shows this; the earlier of two, moved on by the gap where it shows it never. */
  readonly instant: (clock: Clock) => number;
  /** The first instant of a calendar day; days beyond a month's end are the next month's. */
  readonly startOfDay: (day: Day) => number;
  /** The calendar day at an instant. */
  readonly dayAt: (instant: number) => Day;
}

export interface Day {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
}

export interface Clock extends Day {
  /** Microseconds since the day's midnight. */
  readonly micros: number;
}

const dayMicros = 86_400_000_000;

/** The rules of an IANA time zone, read when first asked for; its functions throw RangeError for a name that is none. */
export function makeZone(name: string): Zone {
  const offset = offsetIn(name);
  const readings = (wall: number) => {
    const before = offset(wall - dayMicros);
    const after = offset(wall + dayMicros);
    const valid = [wall - before, wall - after].filter((instant) => instant + offset(instant) === wall);
    return { before, after, earliest: valid.length === 0 ? undefined : Math.min(...valid) };
  };
  const starts = new Map<number, number>();
  const startAt = (wall: number) => {
    const { before, after, earliest } = readings(wall);
    return earliest ?? changeBetween(offset, wall - after, wall - before);
  };
  return {
    name,
    instant: (clock) => {
      const wall = wallOf(clock);
      const { before, earliest } = readings(wall);
      return earliest ?? wall - before;
    },
    startOfDay: (day) => {
      const wall = wallOf({ ...day, micros: 0 });
      const start = starts.get(wall) ?? startAt(wall);
      starts.set(wall, start);
      return start;
    },
    dayAt: (instant) => dayOfWall(instant + offset(instant)),
  };
}

/** What a wall clock shows as microseconds, as if it were UTC. */
function wallOf(clock: Clock): number {
  const date = new Date(0);
  date.setUTCFullYear(clock.year, clock.month - 1, clock.day);
  return date.getTime() * 1000 + clock.micros;
}

function dayOfWall(wall: number): Day {
  const date = new Date(Math.floor(wall / 1000));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Microseconds that the zone's clocks are ahead of UTC at an instant. */
function offsetIn(name: string): (instant: number) => number {
  const offsetAt = zoneOffset(name);
  const known = new Map<number, number>();
  return (instant) => {
    const second = Math.floor(instant / 1_000_000);
    const offset = known.get(second) ?? offsetAt(second * 1000) * 1000;
    known.set(second, offset);
    return offset;
  };
}

/** The instant within (low, high] at which the offset changes, to the second. */
function changeBetween(offset: (instant: number) => number, low: number, high: number): number {
  const start = offset(low);
  let from = Math.floor(low / 1_000_000);
  let to = Math.ceil(high / 1_000_000);
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offset(middle * 1_000_000) === start) from = middle;
    else to = middle;
  }
  return to * 1_000_000;
}
