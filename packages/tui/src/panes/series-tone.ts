import type { Tone } from '../frame/line.ts';

/** The tone of the curve of the run that was marked at this place. */
export function seriesTone(place: number): Tone {
  return `series-${(place % 8) as 0}`;
}
