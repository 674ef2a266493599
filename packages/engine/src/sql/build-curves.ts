import type { MetricRef, PointSeries } from '../bind/bound.ts';
import { metricsOf } from '../bind/point-series.ts';
import type { FetchCurves } from '../plan/steps.ts';
import { type ByForm, clickhouse } from './by-form.ts';
import type { RowContext, RowReach } from './clickhouse-rows.ts';
import { computedPoints, sampledPoints, seriesSizes, wholePoints } from './curve-statements.ts';
import type { RunsForm } from './sql.ts';

/**
 * How many points each series has, then the points of the runs asked about: of all series that are metrics (all, or
 * sampled by ClickHouse), and of each that is computed, by its place among the series and the axis.
 */
export interface BuiltCurves {
  readonly kind: 'fetch-curves';
  readonly step: FetchCurves;
  readonly sizes: ByForm;
  readonly points?: ByForm;
  /** Asked instead where a series has more points than are kept of it, and all have many. */
  readonly sampled?: { readonly points: ByForm; readonly kept: number };
  readonly computed: readonly { readonly index: number; readonly statement: ByForm }[];
}

/** The statements of curves; `contextOf` says what the rows of a reach are made of. */
export function buildCurves(
  step: FetchCurves,
  contextOf: (reach: RowReach) => (form: RunsForm) => RowContext,
): BuiltCurves {
  const { scope, reached, making } = step;
  const series = [...step.series, ...(step.axisSeries ? [step.axisSeries] : [])];
  const metrics = distinctMetrics(series.flatMap(bareMetric));
  const reach = { scope, of: reached, metrics: distinctMetrics(series.flatMap(metricsIn)), window: making.steps };
  const asked = { scope, of: 'asked', metrics, window: making.steps } as const;
  const sizes = clickhouse((form) => seriesSizes(reach, form));
  const { sample } = making;
  if (sample.kind === 'minmax' && isSampledInStore(step)) {
    const sampled = { points: clickhouse((form) => sampledPoints(asked, sample.count, form)), kept: sample.count };
    const points = clickhouse((form) => wholePoints(asked, { time: true }, form));
    return { kind: 'fetch-curves', step, sizes, points, sampled, computed: [] };
  }
  const carried = step.carried === undefined ? {} : { carried: step.carried };
  const computed = series.flatMap((each, index) => {
    if (bareMetric(each).length > 0) return [];
    const within = { scope, within: 'asked', ...carried } as const;
    return [{ index, statement: clickhouse((form) => computedPoints(each, contextOf(within)(form))) }];
  });
  const time = needsTimes(step);
  const points = metrics.length === 0 ? {} : { points: clickhouse((form) => wholePoints(asked, { time }, form)) };
  return { kind: 'fetch-curves', step, sizes, ...points, computed };
}

/** Curves of groups over steps show no times, and nothing else asks for them. */
function needsTimes({ whole, making, forks }: FetchCurves): boolean {
  const { axis, time, relativeTo } = making;
  return whole === undefined || axis !== 'step' || [time, relativeTo, forks].some((each) => each !== undefined);
}

/** Whatever comes before sampling but windows of steps runs in the process; so does sampling by another x. */
function isSampledInStore({ series, making, forks, whole }: FetchCurves): boolean {
  const { axis, time, smooth, relativeTo, every } = making;
  const isPlain = [forks, whole, time, smooth, relativeTo, every].every((each) => each === undefined);
  return isPlain && axis === 'step' && series.every((each) => bareMetric(each).length > 0);
}

/** The metric whose points a series is as they are. */
export function bareMetric(series: PointSeries): readonly MetricRef[] {
  return series.kind === 'metric' && series.ofRun === undefined ? [series.metric] : [];
}

function metricsIn(series: PointSeries): readonly MetricRef[] {
  return metricsOf(series).map(({ metric }) => metric);
}

function distinctMetrics(metrics: readonly MetricRef[]): readonly MetricRef[] {
  return [...new Map(metrics.map((metric) => [metric.ids.join(','), metric])).values()];
}
