import type { BoundExpression, PointSeries, SeriesWindow } from '../bind/bound.ts';
import { endsOf } from '../bind/point-series.ts';
import { whenAbsent } from '../plan/absent.ts';
import { inputsOf } from '../plan/storage.ts';
import { clickHouseRows, type RowContext, seriesOf, sortedSeriesOf } from './clickhouse-rows.ts';
import { clickHouseValue, type Inputs, noInputs, pointKey } from './clickhouse-values.ts';
import { smoothedPoints } from './series-smoothing.ts';
import { stretchOfPoints } from './series-stretches.ts';
import { call, column, type From, infix, postfix, type Select, type SelectColumn, type Sql } from './sql.ts';

/** Whether the times of points are read. */
export interface PointNeeds {
  readonly time: boolean;
  /** Whether what joins them gains from their being in order of runs and steps. */
  readonly sorted?: boolean;
}

/**
 * The points of a series: `run`, `step`, where it is needed `time` in microseconds, and `value`, of the runs that the
 * context reaches, in no order.
 */
export function pointsOf(series: PointSeries, context: RowContext, needs: PointNeeds): Select {
  const of = (inner: PointSeries, other: PointNeeds = needs) => pointsOf(inner, context, other);
  switch (series.kind) {
    case 'metric':
      return metricPoints(series, [], context, needs);
    case 'window':
      return windowOf(series, context, needs);
    case 'smoothed':
      return smoothedPoints(series.smoothing, of(series.of), needs);
    case 'pointwise':
      return computedPoints(series, context, needs);
  }
}

type Of<K extends PointSeries['kind']> = Extract<PointSeries, { readonly kind: K }>;

/** The points of a metric, those kept by `where` on its columns in the sorting key. */
function metricPoints(
  { metric, ofRun }: Of<'metric'>,
  where: readonly Sql[],
  context: RowContext,
  { time, sorted }: PointNeeds,
): Select {
  const names = ['step', ...(time ? ['time'] : []), 'value'];
  const points: From = { kind: 'table', name: 'xt.points', as: 'p', final: true };
  const select = (run: Sql, from: From, series: readonly Sql[]): Select => ({
    kind: 'select',
    columns: [{ value: run, as: 'run' }, ...names.map((name) => ({ value: column(name, 'p'), as: name }))],
    from,
    keyWhere: [...series, ...where],
  });
  if (ofRun === undefined) {
    const series = sorted ? sortedSeriesOf(metric, context, 'p') : seriesOf([metric], context, 'p');
    return select(column('run', 'p'), points, series);
  }
  const { rows: _, within: __, ...reach } = context.reach;
  const everywhere = { ...context, reach };
  const { from: right, inputs } = clickHouseRows(inputsOf([ofRun]), context, 'o');
  const on = infix('=', call('toUInt32', clickHouseValue(ofRun, inputs)), column('run', 'p'));
  return select(column('run', 'o'), { kind: 'join', left: points, right, on }, seriesOf([metric], everywhere, 'p'));
}

function windowOf(series: Of<'window'>, context: RowContext, needs: PointNeeds): Select {
  const { of, window } = series;
  if ('size' in window) {
    const isCounted = window.by === 'points';
    const time = needs.time || window.by === 'seconds';
    const inner = pointsOf(of, context, { time, ...(isCounted && { sorted: true }) });
    return stretchOfPoints(window, of, inner, context, needs);
  }
  const ends = endsOf(window);
  const own = inputsOf(ends);
  const isConstant = own.measures.length + own.stored.length === 0;
  if (of.kind === 'metric' && window.kind === 'steps' && isConstant) {
    return metricPoints(of, insideEnds(window, noInputs), context, needs);
  }
  const inner = pointsOf(of, context, { time: needs.time || window.kind === 'time' });
  const { from, inputs } = withRunValues({ kind: 'query', query: inner, as: 'p' }, ends, context);
  return { kind: 'select', columns: pointColumns(needs, 'p'), from, where: insideEnds(window, inputs) };
}

/** The conditions that points `p` are within the ends of a window. */
export function insideEnds(window: Exclude<SeriesWindow, { readonly size: number }>, inputs: Inputs): readonly Sql[] {
  const key = column(window.kind === 'steps' ? 'step' : 'time', 'p');
  const { from, to } = window;
  return [
    ...(from === undefined ? [] : [infix('>=', key, clickHouseValue(from, inputs))]),
    ...(to === undefined ? [] : [infix('<=', key, clickHouseValue(to, inputs))]),
  ];
}

/** The steps that all series have; a number that is missing is no point. */
function computedPoints({ of, value }: Of<'pointwise'>, context: RowContext, needs: PointNeeds): Select {
  const names = of.map((_, index) => `p${index === 0 ? '' : index + 1}`);
  const [first = 'p', ...others] = names;
  const isMerged = of.length > 1 && of.every((series) => series.kind === 'metric' && series.ofRun === undefined);
  const table = (index: number): From => {
    const series = of[index];
    if (series === undefined) throw new Error('a series is computed of none');
    return {
      kind: 'query',
      query: pointsOf(series, context, { ...needs, sorted: isMerged }),
      as: names[index] ?? first,
    };
  };
  const joined = others.reduce<From>((left, name, index) => {
    const same = ['run', 'step'].map((key) => infix('=', column(key, name), column(key, first)));
    return { kind: 'join', left, right: table(index + 1), on: infix('AND', ...same) };
  }, table(0));
  const { from, inputs, isAlone } = withRunValues(joined, [value], context, first);
  const points = new Map(names.map((name, index) => [pointKey(index), column('value', name)]));
  const computed = clickHouseValue(value, { column: (key) => points.get(key) ?? inputs.column(key) });
  const isNullable = value.type === 'number' && !isAlone;
  const times = names.map((name) => column('time', name));
  const latest = times.length === 1 ? column('time', first) : call('greatest', ...times);
  return {
    kind: 'select',
    columns: [
      { value: column('run', first), as: 'run' },
      { value: column('step', first), as: 'step' },
      ...(needs.time ? [{ value: latest, as: 'time' }] : []),
      { value: isNullable ? call('assumeNotNull', computed) : computed, as: 'value' },
    ],
    from,
    ...(isNullable ? { where: [postfix(computed, 'IS NOT NULL')] } : {}),
    // With values of the run there is a join of another kind.
    ...(isAlone && isMerged ? { mergeJoin: true } : {}),
  };
}

/** The columns of points as another query gave them. */
export function pointColumns({ time }: PointNeeds, table: string): readonly SelectColumn[] {
  return ['run', 'step', ...(time ? ['time'] : []), 'value'].map((name) => ({ value: column(name, table), as: name }));
}

/** Points beside what expressions need that has one value a run. */
export function withRunValues(
  left: From,
  expressions: readonly BoundExpression[],
  context: RowContext,
  points = 'p',
): { readonly from: From; readonly inputs: Inputs; readonly isAlone: boolean } {
  const needed = inputsOf(expressions);
  if (needed.measures.length + needed.stored.length === 0) return { from: left, inputs: noInputs, isAlone: true };
  const { rows: _, ...withoutRows } = context.reach;
  // Values of Postgres come with rows in any case, those inside a series too.
  const reach = needed.carried.length === 0 ? withoutRows : context.reach;
  const { from: right, inputs } = clickHouseRows(needed, { ...context, reach }, 'b');
  const isNeeded = expressions.some((expression) => whenAbsent(expression) === 'missing');
  const on = infix('=', column('run', 'b'), column('run', points));
  return { from: { kind: isNeeded ? 'join' : 'left-join', left, right, on }, inputs, isAlone: false };
}
