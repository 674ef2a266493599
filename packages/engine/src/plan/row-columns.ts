import type { BoundExpression } from '../bind/bound.ts';
import { children } from '../bind/children.ts';
import type { ListRows } from './steps.ts';

/** The columns of its rows that a listing's conditions, keys and shown columns read, each once. */
export function rowColumnsOf({ stages, columns }: Pick<ListRows, 'stages' | 'columns'>): readonly string[] {
  const expressions = [
    ...stages.flatMap(({ where, keys }) => [...where, ...keys.map((key) => key.expression)]),
    ...columns.map((column) => column.expression),
  ];
  return [...new Set(expressions.flatMap(inExpression))];
}

/** Whether the rows are shown as they were listed: nothing is filtered, sorted or computed. */
export function isPlainListing({ stages, columns }: Pick<ListRows, 'stages' | 'columns'>): boolean {
  const untouched = stages.every(({ where, keys }) => where.length === 0 && keys.length === 0);
  return untouched && columns.every(({ expression }) => expression.kind === 'row-column');
}

function inExpression(expression: BoundExpression): readonly string[] {
  if (expression.kind === 'row-column') return [expression.column];
  return children(expression).flatMap(inExpression);
}
