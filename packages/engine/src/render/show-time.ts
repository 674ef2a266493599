import { timeText } from './machine-text.ts';

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
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    ...(precision === 'minutes' ? {} : { second: '2-digit' }),
    ...(precision === 'milliseconds' ? { fractionalSecondDigits: 3 } : {}),
  });
  return (microseconds) => {
    const milliseconds = Math.floor(microseconds / 1000);
    if (Math.abs(milliseconds) > 8.64e15) return timeText(microseconds);
    const parts = new Map(format.formatToParts(milliseconds).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    const clock = `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
    if (precision === 'minutes') return clock;
    return precision === 'seconds'
      ? `${clock}:${part('second')}`
      : `${clock}:${part('second')}.${part('fractionalSecond')}`;
  };
}
