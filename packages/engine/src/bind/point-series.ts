import type { Span } from '@xt/grammar';
import type { BoundExpression, MetricRef, PointSeries, SeriesWindow } from './bound.ts';

/** The metrics that a series is made of, with their places in the query, in order of appearance. */
export function metricsOf(series: PointSeries): readonly { readonly metric: MetricRef; readonly span: Span }[] {
  switch (series.kind) {
    case 'metric':
      return [series];
    case 'window':
    case 'smoothed':
      return metricsOf(series.of);
    case 'pointwise':
      return series.of.flatMap(metricsOf);
  }
}

/** The metric whose values, some of them or smoothed, a series has; undefined for one that is computed. */
export function singleMetric(series: PointSeries): MetricRef | undefined {
  if (series.kind === 'metric') return series.metric;
  return series.kind === 'pointwise' ? undefined : singleMetric(series.of);
}

/** The expressions over the run that a series needs: ends of windows, and computed values, whose `point`s are its own. */
export function expressionsOf(series: PointSeries): readonly BoundExpression[] {
  switch (series.kind) {
    case 'metric':
      return series.ofRun === undefined ? [] : [series.ofRun];
    case 'window':
      return [...endsOf(series.window), ...expressionsOf(series.of)];
    case 'smoothed':
      return expressionsOf(series.of);
    case 'pointwise':
      return [series.value, ...series.of.flatMap(expressionsOf)];
  }
}

/** The same series with other expressions in place of its own. */
export function mapExpressions(series: PointSeries, map: (of: BoundExpression) => BoundExpression): PointSeries {
  switch (series.kind) {
    case 'metric':
      return series.ofRun === undefined ? series : { ...series, ofRun: map(series.ofRun) };
    case 'window':
      return { ...series, of: mapExpressions(series.of, map), window: mapEnds(series.window, map) };
    case 'smoothed':
      return { ...series, of: mapExpressions(series.of, map) };
    case 'pointwise':
      return { ...series, of: series.of.map((each) => mapExpressions(each, map)), value: map(series.value) };
  }
}

/** The ends that a window has. */
export function endsOf(window: SeriesWindow): readonly BoundExpression[] {
  return 'size' in window ? [] : [window.from, window.to].filter((end) => end !== undefined);
}

function mapEnds(window: SeriesWindow, map: (of: BoundExpression) => BoundExpression): SeriesWindow {
  if ('size' in window) return window;
  const { kind, from, to } = window;
  return { kind, ...(from && { from: map(from) }), ...(to && { to: map(to) }) };
}
