import type { PointSeries, SeriesFunction, SeriesWindow } from '../bind/bound.ts';
import { endsOf } from '../bind/point-series.ts';
import { shapeOf } from '../bind/shape.ts';
import { type Measure, measureKey } from '../plan/storage.ts';
import { type RowContext, type Source, selectColumns, seriesOf } from './clickhouse-rows.ts';
import { pointsFunction } from './forms-series.ts';
import { insideEnds, pointsOf, withRunValues } from './series-points.ts';
import { call, column, type From, form, type Sql, value } from './sql.ts';

type SeriesMeasure = Extract<Measure, { kind: 'series-value' }>;

/** One source for each series: whatever is asked of it is computed in one reading of its points. */
export function seriesSources(
  measures: readonly Measure[],
  context: RowContext,
  nameOf: (key: string) => string,
): readonly Source[] {
  const bySeries = new Map<string, SeriesMeasure[]>();
  for (const measure of measures) {
    if (measure.kind !== 'series-value') throw new Error(`a kept \`${measure.aggregate}\` is read from points`);
    const shape = shapeOf(measure.series);
    bySeries.set(shape, [...(bySeries.get(shape) ?? []), measure]);
  }
  return [...bySeries.values()].flatMap((same) => {
    const [first] = same;
    return first === undefined ? [] : [sourceOf(first.series, same, context, nameOf)];
  });
}

function sourceOf(
  series: PointSeries,
  measures: readonly SeriesMeasure[],
  context: RowContext,
  nameOf: (key: string) => string,
): Source {
  const isLast = measures.every(({ of }) => of.kind === 'at' || of.kind === 'last');
  if (isLast && isCutMetric(series)) return lastSource(series, measures, context, nameOf);
  const time = measures.some(({ of }) => of.kind === 'time-when' || of.kind === 'last-time');
  const query = pointsOf(series, context, { time });
  return {
    columns: new Map(measures.map((measure) => [nameOf(measureKey(measure)), functionOf(measure.of)])),
    select: (columns) => ({
      kind: 'select',
      columns: [{ value: column('run', 'x'), as: 'run' }, ...selectColumns(columns)],
      from: { kind: 'query', query, as: 'x' },
      group: [column('run', 'x')],
    }),
  };
}

function functionOf(of: SeriesFunction): Sql {
  if (of.kind !== 'quantile') return form(() => pointsFunction(of.kind));
  return form((share) => pointsFunction(of.kind, share), value('Float64', of.share));
}

type Cut = Extract<PointSeries, { readonly kind: 'window' }> & {
  readonly of: Extract<PointSeries, { readonly kind: 'metric' }>;
  readonly window: Extract<SeriesWindow, { readonly kind: 'steps' }>;
};

function isCutMetric(series: PointSeries): series is Cut {
  return (
    series.kind === 'window' &&
    series.of.kind === 'metric' &&
    series.of.ofRun === undefined &&
    series.window.kind === 'steps'
  );
}

/** The last point of raw rows within steps: the greatest (step, seq) is right without deduplication. */
function lastSource(
  { of, window }: Cut,
  measures: readonly SeriesMeasure[],
  context: RowContext,
  nameOf: (key: string) => string,
): Source {
  const last = call('argMax', column('value', 'p'), call('tuple', column('step', 'p'), column('seq', 'p')));
  const points: From = { kind: 'table', name: 'xt.points', as: 'p' };
  const { from, inputs } = withRunValues(points, endsOf(window), context);
  return {
    columns: new Map(measures.map((measure) => [nameOf(measureKey(measure)), last])),
    select: (columns) => ({
      kind: 'select',
      columns: [{ value: column('run', 'p'), as: 'run' }, ...selectColumns(columns)],
      from,
      where: [...seriesOf([of.metric], context, 'p'), ...insideEnds(window, inputs)],
      group: [column('run', 'p')],
    }),
  };
}
