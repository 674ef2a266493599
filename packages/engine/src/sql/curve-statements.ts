import type { MetricRef, PointSeries, Range, Scope } from '../bind/bound.ts';
import type { StepId } from '../plan/steps.ts';
import { projectsOf, type RowContext } from './clickhouse-rows.ts';
import { inClickHouseSet } from './run-sets.ts';
import { pointsOf as pointsOfSeries } from './series-points.ts';
import { call, column, form, infix, type Query, type RunsForm, raw, type Select, type Sql, value } from './sql.ts';

/** Which points are read: of these metrics, of the runs of a step or of those asked about, within the window. */
export interface CurveReach {
  readonly scope: Scope;
  readonly of: StepId | 'asked';
  readonly metrics: readonly MetricRef[];
  readonly window: Range | undefined;
}

/** How many points each series has: `metric`, `run`, `n`; a window may leave fewer. */
export function seriesSizes(reach: CurveReach, by: RunsForm): Query {
  return {
    kind: 'select',
    columns: [...seriesColumns('s'), { value: call('toFloat64', column('n', 's')), as: 'n' }],
    from: { kind: 'table', name: 'xt.summary', as: 's', final: true },
    where: seriesOf(reach, by, 's'),
  };
}

/** All points: `metric`, `run`, `step`, `time` if it is needed, `value`, by series in order of steps; times in microseconds. */
export function wholePoints(reach: CurveReach, needs: { readonly time: boolean }, by: RunsForm): Query {
  const [metric, run, step] = ['metric', 'run', 'step'].map((name) => column(name, 'p'));
  if (metric === undefined || run === undefined || step === undefined) throw new Error('unreachable');
  return {
    kind: 'select',
    columns: [
      ...seriesColumns('p'),
      { value: step, as: 'step' },
      ...(needs.time ? [{ value: call('toFloat64', column('time', 'p')), as: 'time' }] : []),
      { value: column('value', 'p'), as: 'value' },
    ],
    from: { kind: 'table', name: 'xt.points', as: 'p', final: true },
    where: pointsOf(reach, by, 'p'),
    order: [{ value: metric }, { value: run }, { value: step }],
  };
}

/** All points of a computed series: `run`, `step`, `time`, `value`, by run in order of steps. */
export function computedPoints(series: PointSeries, context: RowContext): Query {
  const names = ['run', 'step', 'time', 'value'] as const;
  return {
    kind: 'select',
    columns: names.map((name) => ({
      value: name === 'run' ? column(name, 'x') : call('toFloat64', column(name, 'x')),
      as: name,
    })),
    from: { kind: 'query', query: pointsOfSeries(series, context, { time: true }), as: 'x' },
    order: [{ value: column('run', 'x') }, { value: column('step', 'x') }],
  };
}

/**
 * The points that `sampleMinmax` keeps with steps on the x axis, and `n`, how many each series had. Buckets need the
 * range of steps alone, so that no point is ranked; ties go to the earliest step whatever the order of reading.
 */
export function sampledPoints(reach: CurveReach, count: number, by: RunsForm): Query {
  const kept: Select = {
    kind: 'select',
    columns: [
      ...['metric', 'run', 'n', 'steps', 'times', 'points'].map((name) => ({ value: column(name) })),
      ...bucketColumns.map(([as, text]) => ({ value: raw(text), as })),
      { value: call('arrayJoin', keptOfBucket(value('Float64', count))), as: 'kept' },
    ],
    from: { kind: 'query', query: buckets(reach, count, by) },
  };
  const element = (position: number) => call('tupleElement', column('kept'), raw(String(position)));
  return {
    kind: 'select',
    columns: [
      { value: column('metric') },
      { value: column('run') },
      { value: column('n') },
      { value: element(1), as: 'step' },
      { value: call('toFloat64', element(2)), as: 'time' },
      { value: element(3), as: 'value' },
    ],
    from: { kind: 'query', query: kept },
    order: [{ value: column('metric') }, { value: column('run') }, { value: column('step') }],
  };
}

/** Of one bucket: first and last step, and the steps of its least and greatest number; of NaN alone, the ends. */
const bucketColumns = [
  ['numbers', 'arrayFilter(y -> NOT isNaN(y), points)'],
  ['first_step', 'arrayMin(steps)'],
  ['last_step', 'arrayMax(steps)'],
  ['least', 'if(empty(numbers), points[1], arrayMin(numbers))'],
  ['greatest', 'if(empty(numbers), points[1], arrayMax(numbers))'],
  ['least_step', 'if(empty(numbers), first_step, arrayMin(arrayFilter((x, y) -> y = least, steps, points)))'],
  ['greatest_step', 'if(empty(numbers), first_step, arrayMin(arrayFilter((x, y) -> y = greatest, steps, points)))'],
] as const;

function keptOfBucket(count: Sql): Sql {
  const found = '(x, times[indexOf(steps, x)], points[indexOf(steps, x)])';
  const four = 'arrayDistinct([first_step, last_step, least_step, greatest_step])';
  return form((n) => `if(n <= ${n}, arrayZip(steps, times, points), arrayMap(x -> ${found}, ${four}))`, count);
}

function buckets(reach: CurveReach, count: number, by: RunsForm): Select {
  const of = (name: string) => column(name, 'p');
  const range = (name: string) => column(name, 'r');
  const bucket = form(bucketOf, of('step'), range('low'), range('high'), value('Float64', Math.floor(count / 4)));
  const same = ['metric', 'run'].map((name) => infix('=', range(name), of(name)));
  return {
    kind: 'select',
    columns: [
      { value: of('metric'), as: 'metric' },
      { value: of('run'), as: 'run' },
      { value: call('any', range('n')), as: 'n' },
      { value: bucket, as: 'bucket' },
      { value: call('groupArray', of('step')), as: 'steps' },
      { value: call('groupArray', of('time')), as: 'times' },
      { value: call('groupArray', of('value')), as: 'points' },
    ],
    from: {
      kind: 'join',
      left: { kind: 'table', name: 'xt.points', as: 'p', final: true },
      right: { kind: 'query', query: ranges(reach, by), as: 'r' },
      on: infix('AND', ...same),
    },
    where: pointsOf(reach, by, 'p'),
    group: ['metric', 'run', 'bucket'].map((name) => column(name)),
  };
}

/** The same operations in the same order as in `sampleMinmax`, or a point on a boundary changes buckets. */
function bucketOf(step = '', low = '', high = '', count = ''): string {
  const perUnit = `(${count} / (${high} - ${low}))`;
  const place = `least(${count} - 1, floor((${step} - ${low}) * ${perUnit}))`;
  return `toUInt32(if(${perUnit} > 0 AND ${perUnit} < inf, ${place}, 0))`;
}

/** The range of steps and the number of points of each series: the summary's, but within a window those of its points. */
function ranges(reach: CurveReach, by: RunsForm): Select {
  if (reach.window === undefined) {
    const of = (name: string, as: string) => ({ value: column(name, 's'), as });
    return {
      kind: 'select',
      columns: [
        ...seriesColumns('s'),
        { value: call('toFloat64', column('n', 's')), as: 'n' },
        of('first_step', 'low'),
        of('last_step', 'high'),
      ],
      from: { kind: 'table', name: 'xt.summary', as: 's', final: true },
      where: seriesOf(reach, by, 's'),
    };
  }
  const step = column('step', 'q');
  return {
    kind: 'select',
    columns: [
      ...seriesColumns('q'),
      { value: call('toFloat64', call('count')), as: 'n' },
      { value: call('min', step), as: 'low' },
      { value: call('max', step), as: 'high' },
    ],
    from: { kind: 'table', name: 'xt.points', as: 'q', final: true },
    where: pointsOf(reach, by, 'q'),
    group: [column('metric', 'q'), column('run', 'q')],
  };
}

function seriesColumns(table: string): Select['columns'] {
  return ['metric', 'run'].map((name) => ({ value: column(name, table), as: name }));
}

function pointsOf(reach: CurveReach, by: RunsForm, table: string): readonly Sql[] {
  const { window } = reach;
  const step = column('step', table);
  return [
    ...seriesOf(reach, by, table),
    ...(window?.from === undefined ? [] : [infix('>=', step, value('Float64', window.from))]),
    ...(window?.to === undefined ? [] : [infix('<=', step, value('Float64', window.to))]),
  ];
}

function seriesOf({ scope, of, metrics }: CurveReach, by: RunsForm, table: string): readonly Sql[] {
  const ids = [...new Set(metrics.flatMap((metric) => metric.ids))];
  const metric = infix('IN', column('metric', table), value('Array(UInt32)', ids));
  return [...projectsOf(scope, table), metric, inClickHouseSet(of, by, column('run', table))];
}
