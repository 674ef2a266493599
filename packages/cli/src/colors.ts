import type { Colors } from '@xt/charts/lazy';

/** The colours that a terminal says it has. */
export function colorsOf(isColored: boolean, environment: NodeJS.ProcessEnv): Colors {
  if (!isColored) return 'none';
  if (/truecolor|24bit/i.test(environment['COLORTERM'] ?? '')) return 'all';
  return /256/.test(environment['TERM'] ?? '') ? '256' : '16';
}
