import type { MetricRef, PointSeries, SeriesWindow } from '../bind/bound.ts';
import { type RowContext, seriesOf } from './clickhouse-rows.ts';
import { type PointNeeds, pointColumns } from './series-points.ts';
import { call, column, type From, infix, raw, type Select, type Sql, value } from './sql.ts';

type Stretch = Extract<SeriesWindow, { readonly size: number }>;

/** The first or last points of each run: so many, or within a time or a share of the steps from its own first or last. */
export function stretchOfPoints(
  stretch: Stretch,
  of: PointSeries,
  points: Select,
  context: RowContext,
  needs: PointNeeds,
): Select {
  return stretch.by === 'points'
    ? countedPoints(stretch, points, needs)
    : rangeOfPoints(stretch, of, points, context, needs);
}

/** A metric's points lie in order of runs; the first of each run are read in the order in which they lie. */
function countedPoints({ kind, size }: Stretch, points: Select, needs: PointNeeds): Select {
  const isStored = points.from.kind === 'table' && points.limit === undefined;
  const keys = isStored && kind === 'first' ? ['project', 'metric', 'run', 'step'] : ['run', 'step'];
  const order = keys.map((key) => ({ value: column(key, 'p'), descending: kind === 'last' && key === 'step' }));
  const cut = { order, limit: value('UInt64', size), limitBy: [column('run', 'p')] };
  if (isStored) return { ...points, ...cut };
  return { kind: 'select', columns: pointColumns(needs, 'p'), from: { kind: 'query', query: points, as: 'p' }, ...cut };
}

/** The range of each run's own points: a metric's stands in its summary. */
function rangeOfPoints(
  { kind, by, size }: Stretch,
  of: PointSeries,
  points: Select,
  context: RowContext,
  needs: PointNeeds,
): Select {
  const key = by === 'seconds' ? 'time' : 'step';
  const ranges =
    of.kind === 'metric' && of.ofRun === undefined ? storedRanges(of.metric, key, context) : ownRanges(points, key);
  const from: From = {
    kind: 'join',
    left: { kind: 'query', query: points, as: 'p' },
    right: { kind: 'query', query: ranges, as: 'r' },
    on: infix('=', column('run', 'r'), column('run', 'p')),
  };
  return {
    kind: 'select',
    columns: pointColumns(needs, 'p'),
    from,
    where: [inRange(kind, by, size, column(key, 'p'))],
  };
}

function inRange(kind: Stretch['kind'], by: Stretch['by'], size: number, key: Sql): Sql {
  const [low, high] = [column('low', 'r'), column('high', 'r')];
  const span =
    by === 'seconds'
      ? value('Float64', size * 1e6)
      : infix('/', infix('*', infix('-', high, low), value('Float64', size)), raw('100'));
  return kind === 'first' ? infix('<=', key, infix('+', low, span)) : infix('>=', key, infix('-', high, span));
}

function storedRanges(metric: MetricRef, key: string, context: RowContext): Select {
  const of = (name: string, as: string) => ({ value: column(`${name}_${key}`, 's'), as });
  return {
    kind: 'select',
    columns: [{ value: column('run', 's'), as: 'run' }, of('first', 'low'), of('last', 'high')],
    from: { kind: 'table', name: 'xt.summary', as: 's', final: true },
    keyWhere: seriesOf([metric], context, 's'),
  };
}

function ownRanges(points: Select, key: string): Select {
  const of = (name: string, as: string) => ({ value: call(name, column(key, 'q')), as });
  return {
    kind: 'select',
    columns: [{ value: column('run', 'q'), as: 'run' }, of('min', 'low'), of('max', 'high')],
    from: { kind: 'query', query: points, as: 'q' },
    group: [column('run', 'q')],
  };
}
