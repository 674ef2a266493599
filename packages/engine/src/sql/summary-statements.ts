import { keptAggregates } from '../plan/kept-columns.ts';
import type { FetchSummaries } from '../plan/steps.ts';
import { type RowContext, seriesOf } from './clickhouse-rows.ts';
import { keptAs } from './kept-values.ts';
import { column, type Query } from './sql.ts';

/** A row for each run and metric: both, then `v1`, `v2` … for each of the step's kept aggregates. */
export function fetchSummaries(step: FetchSummaries, context: RowContext): Query {
  const values = keptAggregates(step).map((of, index) => ({ value: keptAs(of), as: `v${index + 1}` }));
  return {
    kind: 'select',
    columns: [{ value: column('run', 's'), as: 'run' }, { value: column('metric', 's'), as: 'metric' }, ...values],
    from: { kind: 'table', name: 'xt.summary', as: 's', final: true },
    keyWhere: seriesOf(
      step.columns.map(({ metric }) => metric),
      context,
      's',
    ),
  };
}
