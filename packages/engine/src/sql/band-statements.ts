import type { BandKind, PointSeries } from '../bind/bound.ts';
import type { FetchBands } from '../plan/steps.ts';
import { inputsOf } from '../plan/storage.ts';
import { type ByForm, clickhouse } from './by-form.ts';
import { clickHouseRows, type RowContext, type RowReach, seriesOf } from './clickhouse-rows.ts';
import { clickHouseValue } from './clickhouse-values.ts';
import { bandExtreme, numbers, overRuns, quantileOverRuns } from './forms-groups.ts';
import { pointsOf } from './series-points.ts';
import { call, column, form, infix, type RunsForm, type Select, type SelectColumn, type Sql } from './sql.ts';

/** Of each series its bands, and how many of the runs have points of it. */
export interface BuiltBands {
  readonly kind: 'fetch-bands';
  readonly step: FetchBands;
  readonly series: readonly { readonly bands: ByForm; readonly having: ByForm }[];
}

/** The statements of the bands of groups; `contextOf` says what the rows of a reach are made of. */
export function buildBands(
  step: FetchBands,
  contextOf: (reach: RowReach) => (form: RunsForm) => RowContext,
): BuiltBands {
  const context = contextOf(step);
  return {
    kind: 'fetch-bands',
    step,
    series: step.series.map((series) => ({
      bands: clickhouse((by) => bandsOf(step, series, context(by))),
      having: clickhouse((by) => runsHaving(series, context(by))),
    })),
  };
}

/**
 * The bands of a series, in order of groups and steps: `place` of the group, `step`, `value`, `n` numbers behind it among
 * `points`, and `lo` and `hi` or the `spread` that these are made of. NaN stands for what is missing too.
 */
function bandsOf({ groups, band }: FetchBands, series: PointSeries, context: RowContext): Select {
  const place = { kind: 'computed', type: 'number', of: groups, index: 0, span: { start: 0, end: 0 } } as const;
  const { from, inputs } = clickHouseRows(inputsOf([place]), context);
  const places: Select = {
    kind: 'select',
    columns: [
      { value: column('run') },
      { value: call('toUInt32', call('assumeNotNull', clickHouseValue(place, inputs))), as: 'place' },
    ],
    from,
  };
  const keys = [column('place', 'g'), column('step', 'x')];
  return {
    kind: 'select',
    columns: [...keys.map((key, at) => ({ value: key, as: ['place', 'step'][at] ?? '' })), ...valuesOf(band)],
    from: {
      kind: 'join',
      left: { kind: 'query', query: pointsOf(series, context, { time: false }), as: 'x' },
      right: { kind: 'query', query: places, as: 'g' },
      on: infix('=', column('run', 'g'), column('run', 'x')),
    },
    group: keys,
    order: keys.map((value) => ({ value })),
  };
}

function valuesOf(band: BandKind | undefined): readonly SelectColumn[] {
  const value = column('value', 'x');
  const say = (as: string, to: (x: string) => string): SelectColumn => {
    return { value: form((x) => `ifNull(${to(x ?? '')}, nan)`, value), as };
  };
  const middle = say('value', (x) => (band === 'iqr' ? quantileOverRuns(x, '0.5') : overRuns('mean', x)));
  const counts: readonly SelectColumn[] = [
    {
      value: call(
        'toFloat64',
        form((x) => numbers(x ?? ''), value),
      ),
      as: 'n',
    },
    { value: call('toFloat64', call('count')), as: 'points' },
  ];
  switch (band) {
    case undefined:
      return [middle, ...counts];
    case 'minmax':
    case 'iqr':
      return [middle, say('lo', bandExtreme(band, 'lo')), say('hi', bandExtreme(band, 'hi')), ...counts];
    default:
      return [middle, say('spread', (x) => overRuns('std', x)), ...counts];
  }
}

/** Of a metric the summary tells which runs have points. */
function runsHaving(series: PointSeries, context: RowContext): Select {
  const count = (run: Sql) => [{ value: call('toFloat64', call('uniqExact', run)), as: 'runs' }];
  if (series.kind === 'metric' && series.ofRun === undefined) {
    return {
      kind: 'select',
      columns: count(column('run', 's')),
      from: { kind: 'table', name: 'xt.summary', as: 's' },
      keyWhere: seriesOf([series.metric], context, 's'),
    };
  }
  const query = pointsOf(series, context, { time: false });
  return { kind: 'select', columns: count(column('run', 'x')), from: { kind: 'query', query, as: 'x' } };
}
