import { zoneOffset } from '@xt/engine/show';
import type { PlotAxis } from './plot-types.ts';

/** A tick and its text. */
export interface Tick {
  readonly value: number;
  readonly text: string;
}

const second = 1e6;
const day = 86_400 * second;
const steps: readonly number[] = [
  1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10,
  15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
].map((seconds) => Math.round(seconds * second));
const dayCounts: readonly number[] = [1, 2, 7, 14, 30, 91, 182];

/** Ticks of an axis of microseconds since 1970, at round seconds, hours and days of a time zone's clocks. */
export function timeTicks({ low, high }: PlotAxis, wanted: number, zone: string): readonly Tick[] {
  const rough = (high - low) / Math.max(wanted, 1);
  const offsetAt = offsetsOf(zone);
  const [atLow, atHigh] = [offsetAt(low), offsetAt(high)];
  if (!Number.isFinite(atLow + atHigh)) return [];
  const step = steps.find((micros) => micros >= rough) ?? dayStep(rough);
  const first = Math.ceil((low + atLow) / step);
  const last = Math.floor((high + atHigh) / step);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, at) => (first + at) * step).flatMap((local) => {
    // Where the clocks change one of the ends' offsets is right; what they skip is no tick, of what they show twice the first.
    const value = [local - atLow, local - atHigh].find((instant) => instant + offsetAt(instant) === local);
    const other = local - offsetAt(local - atLow);
    const instant = value ?? (other + offsetAt(other) === local ? other : undefined);
    return instant === undefined || instant < low || instant > high
      ? []
      : [{ value: instant, text: textOf(local, step) }];
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
  if (step >= second) return step >= 60 * second ? clock.slice(0, 5) : clock.slice(0, 8);
  const decimals = 6 - Math.floor(Math.log10(step));
  return `${clock.slice(0, 8)}.${String(local % second)
    .padStart(6, '0')
    .slice(0, decimals)}`;
}

/** By how many microseconds the clocks of a zone are ahead of UTC at a time; NaN beyond the times that dates have. */
function offsetsOf(zone: string): (microseconds: number) => number {
  const offsetAt = zoneOffset(zone);
  return (microseconds) => {
    const milliseconds = microseconds / 1000;
    const hasZones = milliseconds >= Date.UTC(1900) && milliseconds <= Date.UTC(9999);
    return hasZones ? offsetAt(milliseconds) * 1000 : Number.NaN;
  };
}
