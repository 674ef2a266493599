import type { Tone } from '../frame/line.ts';

/** How the state of a run is shown; nothing where there is nothing to say of it. */
export function stateTone(word: string): Tone | undefined {
  return tones[word];
}

const tones: Readonly<Record<string, Tone>> = {
  running: 'accent',
  stalled: 'note',
  failed: 'error',
  crashed: 'error',
  killed: 'note',
};
