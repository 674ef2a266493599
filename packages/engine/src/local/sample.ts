import { sampleLast } from './sample-last.ts';
import { sampleLttb } from './sample-lttb.ts';
import { sampleMinmax } from './sample-minmax.ts';

/** How many points of a curve are kept, and which. */
export type Sampling =
  | { readonly kind: 'none' }
  | { readonly kind: 'minmax' | 'lttb' | 'last'; readonly count: number };

/** Which points to keep, in order of x; undefined for all. */
export function sample(x: Float64Array, y: Float64Array, sampling: Sampling): Uint32Array | undefined {
  if (sampling.kind === 'none' || x.length <= sampling.count) return undefined;
  switch (sampling.kind) {
    case 'minmax':
      return sampleMinmax(x, y, sampling.count);
    case 'lttb':
      return sampleLttb(x, y, sampling.count);
    case 'last':
      return sampleLast(x, sampling.count);
  }
}
