import type { SeriesFunction } from '../bind/bound.ts';

const some = 'NOT isNaN(value)';
const numbers = `countIf(${some})`;
/** Kahan's sum turns an infinity into NaN, and a NaN that -If leaves out poisons it where groups are read in order. */
const sum = `if(isFinite(sumIf(value, ${some})), sumKahan(if(isNaN(value), 0, value)), sumIf(value, ${some}))`;
const variance = `multiIf(${numbers} = 0, nan, ${numbers} = 1, NULL, varSampStableIf(value, ${some}))`;

/**
 * What is asked of a series, over its points (`value`, `step`, `time`) in a group that is not empty; `share` is the SQL
 * text of the share that a quantile takes. For the last five a value is a condition, null where it is unknown.
 */
export function pointsFunction(of: SeriesFunction['kind'], share = ''): string {
  switch (of) {
    case 'last':
    case 'at':
      return 'argMax(value, step)';
    case 'first':
      return 'argMin(value, step)';
    case 'min':
    case 'max':
      return `ifNull(${of}OrNullIf(value, ${some}), nan)`;
    case 'sum':
      return `if(${numbers} = 0, nan, ${sum})`;
    case 'mean':
      return `if(${numbers} = 0, nan, ${sum} / ${numbers})`;
    case 'argmin':
      return `ifNull(argMinOrNullIf(step, (value, step), ${some}), nan)`;
    case 'argmax':
      return `ifNull(argMaxOrNullIf(step, (value, -step), ${some}), nan)`;
    case 'count':
      return 'toFloat64(count())';
    case 'var':
      return variance;
    case 'std':
      return `sqrt(${variance})`;
    case 'median':
      return quantile('0.5');
    case 'quantile':
      return quantile(share);
    case 'slope':
      return slope;
    case 'nan-count':
      return 'toFloat64(countIf(isNaN(value)))';
    case 'last-step':
      return 'max(step)';
    case 'last-time':
      return 'toFloat64(max(time))';
    case 'any':
      return 'multiIf(countIf(value = 1) > 0, true, count(value) < count(), NULL, false)';
    case 'all':
      return 'multiIf(countIf(value = 0) > 0, false, count(value) < count(), NULL, true)';
    case 'count-true':
      return 'toFloat64(countIf(value = 1))';
    case 'step-when':
      return 'minOrNullIf(step, ifNull(value = 1, false))';
    case 'time-when':
      return 'toFloat64(argMinOrNullIf(time, step, ifNull(value = 1, false)))';
  }
}

/** Between two values linearly; equal ones, as two infinities, are themselves. */
function quantile(share: string): string {
  const place = `(length(v) - 1) * ${share}`;
  const [low, high] = [`v[toUInt64(floor(${place})) + 1]`, `v[toUInt64(ceil(${place})) + 1]`];
  const between = `if(${low} = ${high}, ${low}, ${low} + (${high} - ${low}) * (${place} - floor(${place})))`;
  return `arrayMap(v -> if(empty(v), nan, ${between}), [arraySort(groupArrayIf(value, ${some}))])[1]`;
}

/** The stable forms keep means and differences from them: exact too where the steps are far from 0. Of infinities it is NaN. */
const slope =
  `multiIf(${numbers} = 0, nan, ${numbers} = 1, NULL, NOT isFinite(sumIf(value, ${some})), nan, ` +
  `covarPopStableIf(step, value, ${some}) / varPopStableIf(step, ${some}))`;
