import type { PlotAxis } from './plot-types.ts';

/** A tick and its text. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

const second = 1e6;
const day = 86_400 * second;
const steps: readonly number[] = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
].map((seconds) => seconds * second);
const dayCounts: readonly number[] = [1, 2, 7, 14, 30, 91, 182];

/** Ticks of an axis of microseconds since 1970, at round hours and days of a time zone's clocks. */
export function timeTicks({ low, high }: PlotAxis, wanted: number, zone: string): readonly Tick[] {
  const rough = (high - low) / Math.max(wanted, 1);
  const clocks = clocksOf(zone);
  const offset = clocks.offset((low + high) / 2);
  if (!Number.isFinite(offset)) return [];
  const step = steps.find((micros) => micros >= rough) ?? dayStep(rough);
  const first = Math.ceil((low + offset) / step);
  const last = Math.floor((high + offset) / step);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, at) => {
    const local = (first + at) * step;
    // Between two changes of the clocks the offset is the same; a tick beyond one moves with it.
    const value = local - clocks.offset(local - offset);
    return { value, text: textOf(local, step) };
  });
}

function dayStep(rough: number): number {
  const days = rough / day;
  return (dayCounts.find((count) => count >= days) ?? Math.ceil(days / 365) * 365) * day;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function textOf(local: number, step: number): string {
  const date = new Date(local / 1000);
  const [, clock = ''] = date.toISOString().split('T');
  const isMidnight = local % day === 0;
  const named = `${months[date.getUTCMonth()]} ${date.getUTCDate()}`;
  if (step >= 182 * day) return `${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  if (step >= day || isMidnight) return named;
  return step >= 60 * second ? clock.slice(0, 5) : clock.slice(0, 8);
}

/** By how many microseconds the clocks of a zone are ahead of UTC at a time; NaN beyond the times that dates have. */
function clocksOf(zone: string): { readonly offset: (microseconds: number) => number } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return {
    offset: (microseconds) => {
      const milliseconds = Math.floor(microseconds / second) * 1000;
      if (!(milliseconds >= Date.UTC(1900) && milliseconds <= Date.UTC(9999))) return Number.NaN;
      const parts = new Map(format.formatToParts(milliseconds).map(({ type, value }) => [type, Number(value)]));
      const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
      const shown = Date.UTC(
        part('year'),
        part('month') - 1,
        part('day'),
        part('hour'),
        part('minute'),
        part('second'),
      );
      return (shown - milliseconds) * 1000;
    },
  };
}
