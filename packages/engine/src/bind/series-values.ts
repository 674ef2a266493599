import type { Span } from '@xt/grammar';
import { seriesFunctions } from '../catalog/functions.ts';
import type { BoundExpression, PointSeries, SeriesAggregate, SeriesFunction } from './bound.ts';

/** A value of a series, whose name is as it was written: where the summary of a metric keeps it, that. */
export function valueOfSeries(
  of: SeriesFunction,
  series: PointSeries,
  type: BoundExpression['type'],
  span: Span,
  name: string,
): BoundExpression {
  const { kind } = of;
  if (series.kind === 'metric' && isKept(kind)) {
    return { kind: 'aggregate', type: 'number', aggregate: kind, metric: series.metric, span };
  }
  return { kind: 'series-value', type, of, series, name, span };
}

function isKept(kind: SeriesFunction['kind']): kind is SeriesAggregate {
  return seriesFunctions.some((known) => known.name === kind && known.kept);
}
