import type { BoundExpression, MetricRef, SeriesFunction } from '../bind/bound.ts';
import type { Measure } from '../plan/storage.ts';
import { type KeptAggregate, summaryAggregate } from './forms-clickhouse.ts';
import { form, type Sql, value } from './sql.ts';

/** A measure that the summary of a metric tells without its points. */
export interface Kept {
  readonly measure: Measure;
  readonly metric: MetricRef;
  /** Over the columns of the summary, whose table is `s`. */
  readonly value: Sql;
}

/** The measure as the summary of a metric tells it; undefined where only the points do. */
export function keptValue(measure: Measure): Kept | undefined {
  if (measure.kind === 'aggregate') return { measure, metric: measure.metric, value: kept(measure.aggregate) };
  const { of, series } = measure;
  const metric = series.kind === 'pointwise' && series.of.length === 1 ? series.of[0] : series;
  if (metric?.kind !== 'metric' || metric.ofRun !== undefined) return undefined;
  const own = series.kind === 'pointwise' ? ofCondition(of, series.value) : ofMetric(of);
  return own === undefined ? undefined : { measure, metric: metric.metric, value: own };
}

function kept(of: KeptAggregate): Sql {
  return form(() => summaryAggregate(of, (name) => `s.${name}`));
}

function ofMetric({ kind }: SeriesFunction): Sql | undefined {
  return kind === 'last-step' || kind === 'last-time' || kind === 'nan-count' ? kept(kind) : undefined;
}

/** Whether a condition on the value itself holds at some, at every point, or at how many. */
function ofCondition({ kind }: SeriesFunction, condition: BoundExpression): Sql | undefined {
  if (condition.kind === 'not') {
    const { item } = condition;
    if (kind === 'any') return negated(ofCondition({ kind: 'all' }, item));
    if (kind === 'all') return negated(ofCondition({ kind: 'any' }, item));
    return kind === 'count-true' && isNan(item) ? form(() => 'toFloat64(s.n - s.n_nan)') : undefined;
  }
  if (isNan(condition)) {
    if (kind === 'any') return form(() => 's.n_nan > 0');
    if (kind === 'all') return form(() => 's.n_nan = s.n');
    return kind === 'count-true' ? kept('nan-count') : undefined;
  }
  return ofComparison(kind, condition);
}

function negated(condition: Sql | undefined): Sql | undefined {
  return condition === undefined ? undefined : form((of) => `NOT (${of})`, condition);
}

function isNan(condition: BoundExpression): boolean {
  return condition.kind === 'is' && condition.test === 'nan' && condition.item.kind === 'point';
}

/** Of values above or below a bound the extrema decide; where they do not, a NaN point makes it unknown. */
function ofComparison(kind: SeriesFunction['kind'], condition: BoundExpression): Sql | undefined {
  if (condition.kind !== 'compare' || (kind !== 'any' && kind !== 'all')) return undefined;
  const { left, right, op } = condition;
  const isTurned = right.kind === 'point';
  const [point, bound] = isTurned ? [right, left] : [left, right];
  if (point.kind !== 'point' || bound.kind !== 'constant' || op === '=' || op === '!=') return undefined;
  if (typeof bound.value !== 'number' || Number.isNaN(bound.value)) return undefined;
  const isAbove = op.startsWith('>') !== isTurned;
  const extremum = isAbove === (kind === 'any') ? 's.max' : 's.min';
  return form(
    (than) => {
      const holds = isTurned ? `${than} ${op} ${extremum}` : `${extremum} ${op} ${than}`;
      if (kind === 'any') return `multiIf(ifNull(${holds}, false), true, s.n_nan > 0, NULL, false)`;
      return `multiIf(NOT ifNull(${holds}, true), false, s.n_nan > 0, NULL, true)`;
    },
    value('Float64', bound.value),
  );
}
