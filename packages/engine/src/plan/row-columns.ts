import type { BoundExpression } from '../bind/bound.ts';
import { children } from '../bind/children.ts';
import type { ListRows } from './steps.ts';
import type { RowRank } from './table-plan.ts';

type Clauses = Pick<ListRows, 'stages' | 'columns'>;

/** The columns of its rows that a listing reads, each once. */
export function rowColumnsOf({ stages, columns }: Clauses): readonly string[] {
  return distinctIn([...inStages(stages), ...columns.map((column) => column.expression)]);
}

/** Those that its conditions, keys and computed columns read; a column that is shown as it is needs no computing. */
export function computedColumnsOf({ stages, columns }: Clauses): readonly string[] {
  const computed = columns.map((column) => column.expression).filter(({ kind }) => kind !== 'row-column');
  return distinctIn([...inStages(stages), ...computed]);
}

/** Whether the rows are shown as they were listed: nothing is filtered, sorted or computed. */
export function isPlainListing({ stages, columns }: Clauses): boolean {
  const untouched = stages.every(({ where, keys, values }) => where.length + keys.length + (values?.length ?? 0) === 0);
  return untouched && columns.every(({ expression }) => expression.kind === 'row-column');
}

function inStages(stages: ListRows['stages']): readonly BoundExpression[] {
  return stages.flatMap(({ where, keys, values = [] }) => {
    return [...where, ...keys.map((key) => key.expression), ...values.flatMap(expressionsOfRank)];
  });
}

/** The expressions that a rank is made of. */
export function expressionsOfRank({ keys, per }: RowRank): readonly BoundExpression[] {
  return [...keys.map((key) => key.expression), ...per];
}

function distinctIn(expressions: readonly BoundExpression[]): readonly string[] {
  return [...new Set(expressions.flatMap(inExpression))];
}

function inExpression(expression: BoundExpression): readonly string[] {
  if (expression.kind === 'row-column') return [expression.column];
  return children(expression).flatMap(inExpression);
}
