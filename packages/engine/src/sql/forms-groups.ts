import type { RunStatistic } from '../bind/bound.ts';
import { seriesFrom, studentSeries } from '../local/student-t.ts';

/**
 * Values over the runs of a group, of SQL text `x`, one nullable value a run: missing ones are left out, NaN too but for
 * the counts; NaN where all are NaN, missing where none is there.
 */

/** How many are neither missing nor NaN. */
export function numbers(x: string): string {
  return `countIf(${some(x)})`;
}

function some(x: string): string {
  return `NOT isNaN(${x})`;
}

/** `value` where there is a number, NaN where there are only NaN. */
function whereSome(x: string, value: string): string {
  return `multiIf(${numbers(x)} > 0, ${value}, count(${x}) > 0, nan, NULL)`;
}

/** Kahan's sum is exact to the last digits in any order, but makes NaN of infinities. */
function sum(x: string): string {
  const plain = `sumIf(${x}, ${some(x)})`;
  return `if(isFinite(${plain}), sumKahan(if(isNaN(${x}), 0, ${x})), ${plain})`;
}

/** A statistic over the runs; of whole numbers none is NaN or infinite. */
export function overRuns(of: RunStatistic, x: string, areWhole = false): string {
  switch (of) {
    case 'min':
    case 'max':
      return areWhole ? `${of}(${x})` : whereSome(x, `${of}If(${x}, ${some(x)})`);
    case 'sum':
      return areWhole ? `sumKahan(${x})` : whereSome(x, sum(x));
    case 'mean':
      return areWhole ? `sumKahan(${x}) / count(${x})` : whereSome(x, `${sum(x)} / ${numbers(x)}`);
    case 'median':
      return quantileOverRuns(x, '0.5', areWhole);
    case 'var':
      return areWhole ? `if(count(${x}) > 1, varSampStable(${x}), NULL)` : spread(x, 'varSampStableIf');
    case 'std':
      return areWhole ? `if(count(${x}) > 1, stddevSampStable(${x}), NULL)` : spread(x, 'stddevSampStableIf');
  }
}

/** Missing below two values. */
function spread(x: string, of: string): string {
  const two = `${numbers(x)} > 1, ${of}(${x}, ${some(x)})`;
  return `multiIf(${two}, ${numbers(x)} = 0 AND count(${x}) > 0, nan, NULL)`;
}

/** Between two values linearly; equal ones, as two infinities, are themselves. */
export function quantileOverRuns(x: string, share: string, areWhole = false): string {
  const place = `(length(v) - 1) * ${share}`;
  const [low, high] = [`v[toUInt64(floor(${place})) + 1]`, `v[toUInt64(ceil(${place})) + 1]`];
  const between = `if(${low} = ${high}, ${low}, ${low} + (${high} - ${low}) * (${place} - floor(${place})))`;
  const of = (sorted: string) => `arrayMap(v -> ${between}, [arraySort(${sorted})])[1]`;
  if (areWhole) return `if(count(${x}) > 0, ${of(`groupArray(${x})`)}, NULL)`;
  return whereSome(x, of(`groupArrayIf(${x}, ${some(x)})`));
}

/** An end of a band that lies where values do. */
export function bandExtreme(band: 'minmax' | 'iqr', end: 'lo' | 'hi'): (x: string) => string {
  if (band === 'minmax') return (x) => overRuns(end === 'lo' ? 'min' : 'max', x);
  return (x) => quantileOverRuns(x, end === 'lo' ? '0.25' : '0.75');
}

/** How far a band goes from the mean of `n` values; `quantiles` as `studentQuantile` takes them. */
export function widthOfBand(band: 'std' | 'sem' | 'ci95', std: string, n: string, quantiles: string): string {
  switch (band) {
    case 'std':
      return std;
    case 'sem':
      return `${std} / sqrt(${n})`;
    case 'ci95':
      return `${studentQuantile(`(${n} - 1)`, quantiles)} * ${std} / sqrt(${n})`;
  }
}

/**
 * The t that is exceeded in 2.5 % of cases: of `quantiles`, the doubles for 1, 2 … degrees of freedom as bytes in base64,
 * or by the series where that is exact. As an array, the table would be written out with each mention.
 */
export function studentQuantile(df: string, quantiles: string): string {
  const series = studentSeries.reduceRight(
    (rest, term) => (rest === '' ? String(term) : `${term} + (${rest}) / ${df}`),
    '',
  );
  const known = `reinterpretAsFloat64(substring(base64Decode(${quantiles}), toInt64(8 * (${df} - 1) + 1), 8))`;
  return `if(${df} BETWEEN 1 AND ${seriesFrom - 1}, ${known}, ${series})`;
}

/** Whether a condition holds of any run, of all runs; unknown ones decide nothing. */
export function conditionOverRuns(of: 'any' | 'all', c: string): string {
  const [test, result] = of === 'any' ? ['1', 'true'] : ['0', 'false'];
  return `multiIf(countIf(${c} = ${test}) > 0, ${result}, count(${c}) < count(), NULL, NOT ${result})`;
}

/** The name of the run with the least id, of the runs that have one here; its id where it has no name. */
export function firstRun(id: string, name: string): string {
  const first = `argMinIf(coalesce(${name}, ${id}), (ifNull(${id}, ''), id), isNotNull(${id}))`;
  return `if(countIf(isNotNull(${id})) > 0, ${first}, NULL)`;
}

/** The numbers of the rows with the least or greatest value, with commas between them; missing where none has one. */
export function bestRuns(x: string, direction: 'asc' | 'desc', isNumber: boolean): string {
  const there = isNumber ? some(x) : `isNotNull(${x})`;
  const best = `${direction === 'asc' ? 'min' : 'max'}If(${x}, ${there})`;
  const rows = `groupArrayIf((id, ${x}), ${there})`;
  const runs = `arrayStringConcat(arrayMap(row -> row.1, arrayFilter(row -> row.2 = best, rows)), ',')`;
  return `if(countIf(${there}) > 0, arrayMap((best, rows) -> ${runs}, [${best}], [${rows}])[1], NULL)`;
}

/** A key by which rows are alike: one NaN, one zero. */
export function groupKey(x: string, isNumber: boolean): string {
  return isNumber ? `if(isNaN(${x}), nan, ${x} + 0)` : x;
}

/** The place by the keys among those alike in `per`: equal ones share it and leave gaps. */
export function rankOver(keys: readonly string[], per: readonly string[]): string {
  const parts = per.length === 0 ? '' : `PARTITION BY ${per.join(', ')} `;
  return `toFloat64(rank() OVER (${parts}ORDER BY ${keys.join(', ')}))`;
}
