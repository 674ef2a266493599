import type { BoundExpression, MetricRef } from '../bind/bound.ts';
import { whenAbsent } from './absent.ts';
import { mostInPart } from './in-parts.ts';
import type { Reach, StepId } from './steps.ts';
import { type KeptAggregate, summaryFact } from './summary-facts.ts';

/** What the summaries keep of many metrics, row by row: a statement that made a column of each would be long in planning. */
export interface FetchSummaries extends Reach {
  readonly kind: 'fetch-summaries';
  readonly id: StepId;
  readonly columns: readonly KeptColumn[];
}

/** A number that the summary of a metric keeps. */
export interface KeptColumn {
  readonly metric: MetricRef;
  readonly of: KeptAggregate;
}

/** The columns that can come row by row, where they are more than one statement takes; else none. */
export function manyKept(columns: readonly BoundExpression[]): ReadonlyMap<BoundExpression, KeptColumn> {
  const kept = columns.flatMap((column) => {
    const as = keptColumn(column);
    return as === undefined ? [] : [[column, as] as const];
  });
  return new Map(kept.length > mostInPart ? kept : []);
}

/** A number as it is kept, which is missing where there is no summary. */
function keptColumn(column: BoundExpression): KeptColumn | undefined {
  if (column.kind !== 'aggregate' && column.kind !== 'series-value') return undefined;
  if (column.type !== 'number' || whenAbsent(column) !== 'missing') return undefined;
  const told = summaryFact(column);
  return told?.fact.kind === 'kept' ? { metric: told.metric, of: told.fact.of } : undefined;
}

/** What is kept of the metrics of a step, each once. */
export function keptAggregates({ columns }: FetchSummaries): readonly KeptAggregate[] {
  return [...new Set(columns.map(({ of }) => of))];
}
