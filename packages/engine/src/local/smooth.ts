import type { SeriesSmoothing } from '../bind/bound.ts';
import { smoothEma } from './smooth-ema.ts';
import { smoothGaussian } from './smooth-gaussian.ts';
import { smoothTwema } from './smooth-twema.ts';
import { smoothMean, smoothMedian } from './smooth-window.ts';

/** A curve smoothed along x, in order of x. */
export function smooth(x: Float64Array, values: Float64Array, { method, amount }: SeriesSmoothing): Float64Array {
  switch (method) {
    case 'ema':
      return smoothEma(values, amount);
    case 'twema':
      return smoothTwema(x, values, amount);
    case 'gaussian':
      return smoothGaussian(x, values, amount);
    case 'mean':
      return smoothMean(values, amount);
    case 'median':
      return smoothMedian(values, amount);
  }
}
