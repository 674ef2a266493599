import type { BoundExpression, MetricRef, SeriesAggregate, SeriesFunction } from '../bind/bound.ts';
import type { Measure } from './storage.ts';

/** An aggregate that the summary has as it is. */
export type KeptAggregate = SeriesAggregate | 'last-step' | 'last-time' | 'nan-count';

/** What a summary tells of a series: the one list of what needs no points. */
export type SummaryFact =
  | { readonly kind: 'kept'; readonly of: KeptAggregate }
  /** Whether some, or every, value is NaN. */
  | { readonly kind: 'is-nan'; readonly quantifier: Quantifier }
  /** How many values are not. */
  | { readonly kind: 'not-nan-count' }
  /** Whether some, or every, value is above or below a bound. */
  | { readonly kind: 'beyond'; readonly quantifier: Quantifier; readonly op: Order; readonly bound: number }
  | { readonly kind: 'not'; readonly fact: SummaryFact };

type Quantifier = 'any' | 'all';
type Order = '<' | '<=' | '>' | '>=';

/** What the summary of which metric tells a measure; undefined where only the points do. */
export function summaryFact(measure: Measure): { readonly metric: MetricRef; readonly fact: SummaryFact } | undefined {
  if (measure.kind === 'aggregate') return { metric: measure.metric, fact: { kind: 'kept', of: measure.aggregate } };
  const { of, series } = measure;
  const metric = series.kind === 'pointwise' && series.of.length === 1 ? series.of[0] : series;
  if (metric?.kind !== 'metric' || metric.ofRun !== undefined) return undefined;
  const fact = series.kind === 'pointwise' ? ofCondition(of.kind, series.value) : ofMetric(of.kind);
  return fact === undefined ? undefined : { metric: metric.metric, fact };
}

function ofMetric(kind: SeriesFunction['kind']): SummaryFact | undefined {
  return kind === 'last-step' || kind === 'last-time' || kind === 'nan-count' ? { kind: 'kept', of: kind } : undefined;
}

/** Whether a condition on the value itself holds at some, at every point, or at how many. */
function ofCondition(kind: SeriesFunction['kind'], condition: BoundExpression): SummaryFact | undefined {
  if (condition.kind === 'not') {
    const { item } = condition;
    if (kind === 'any') return negated(ofCondition('all', item));
    if (kind === 'all') return negated(ofCondition('any', item));
    return kind === 'count-true' && isNan(item) ? { kind: 'not-nan-count' } : undefined;
  }
  if (isNan(condition)) {
    if (kind === 'any' || kind === 'all') return { kind: 'is-nan', quantifier: kind };
    return kind === 'count-true' ? { kind: 'kept', of: 'nan-count' } : undefined;
  }
  return kind === 'any' || kind === 'all' ? ofComparison(kind, condition) : undefined;
}

function negated(fact: SummaryFact | undefined): SummaryFact | undefined {
  return fact === undefined ? undefined : { kind: 'not', fact };
}

function isNan(condition: BoundExpression): boolean {
  return condition.kind === 'is' && condition.test === 'nan' && condition.item.kind === 'point';
}

/** The same order with its sides turned. */
const turned: Readonly<Record<Order, Order>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** Of values above or below a bound the extrema decide. */
function ofComparison(quantifier: Quantifier, condition: BoundExpression): SummaryFact | undefined {
  if (condition.kind !== 'compare' || condition.op === '=' || condition.op === '!=') return undefined;
  const { left, right, op } = condition;
  const isTurned = right.kind === 'point';
  const [point, bound] = isTurned ? [right, left] : [left, right];
  if (point.kind !== 'point' || bound.kind !== 'constant') return undefined;
  if (typeof bound.value !== 'number' || Number.isNaN(bound.value)) return undefined;
  return { kind: 'beyond', quantifier, op: isTurned ? turned[op] : op, bound: bound.value };
}
