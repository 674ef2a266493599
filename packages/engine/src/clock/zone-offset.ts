import { ownOffset, ownZone } from './own-zone.ts';

/**
 * By how many milliseconds a zone's clocks are ahead of UTC at an instant, which is counted to the second. Its rules are read when
 * first asked for; throws RangeError for a name that is none, and for an instant that dates do not reach.
 */
export function zoneOffset(name: string): (milliseconds: number) => number {
  if (name === 'UTC') return () => 0;
  const isOwn = name === ownZone();
  let format: Intl.DateTimeFormat | undefined;
  return (milliseconds) => {
    const instant = Math.floor(milliseconds / 1000) * 1000;
    if (isOwn) return ownOffset(instant);
    format ??= formatIn(name);
    return clockAt(format, instant) - instant;
  };
}

function formatIn(name: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

/** What the clocks show, as if it were UTC. */
function clockAt(format: Intl.DateTimeFormat, milliseconds: number): number {
  const parts = new Map(format.formatToParts(milliseconds).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const date = new Date(0);
  // `Date.UTC` takes the years before 100 for others.
  date.setUTCFullYear(parts.get('era') === 'BC' ? 1 - part('year') : part('year'), part('month') - 1, part('day'));
  return date.setUTCHours(part('hour'), part('minute'), part('second'));
}
