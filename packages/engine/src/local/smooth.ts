import { smoothEma } from './smooth-ema.ts';
import { smoothGaussian } from './smooth-gaussian.ts';
import { smoothTwema } from './smooth-twema.ts';
import { smoothMean, smoothMedian } from './smooth-window.ts';

/** `amount` is the weight (ema, twema), the standard deviation on x (gaussian) or the number of points. */
export interface Smoothing {
  readonly method: 'ema' | 'twema' | 'gaussian' | 'mean' | 'median';
  readonly amount: number;
}

/** A curve smoothed along x, in order of x. */
export function smooth(x: Float64Array, values: Float64Array, { method, amount }: Smoothing): Float64Array {
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
