import { showNumber } from './show-number.ts';

/** A duration of seconds as people read it, in its two greatest units: 1h 23m, 3d 4h, 12m 5s, 45.2s, 350ms. */
export function showDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return showNumber(seconds);
  return seconds < 0 ? `-${showPositive(-seconds)}` : showPositive(seconds);
}

function showPositive(seconds: number): string {
  if (seconds === 0) return '0s';
  if (seconds < 0.9995) return `${showNumber(Number((seconds * 1000).toPrecision(3)))}ms`;
  if (seconds < 59.95) return `${Number(seconds.toFixed(1))}s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return twoUnits(whole, 60, 'm', 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return twoUnits(minutes, 60, 'h', 'm');
  return twoUnits(Math.round(seconds / 3600), 24, 'd', 'h');
}

function twoUnits(count: number, perLarge: number, large: string, small: string): string {
  const rest = count % perLarge;
  const first = `${Math.floor(count / perLarge)}${large}`;
  return rest === 0 ? first : `${first} ${rest}${small}`;
}
