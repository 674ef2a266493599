import type { Span } from '@xt/grammar';
import type { ValueType } from '../catalog/value-types.ts';
import type { BoundExpression, ComputedValue, RunClause } from './bound.ts';
import { shapeOf } from './shape.ts';

/** Values of a row that are computed of the rows that reach a clause, before it: each once a clause. */
export interface RowValues {
  readonly add: (of: ComputedValue, type: ValueType, span: Span) => BoundExpression;
  /** The clauses that compute what was asked for. */
  readonly clauses: () => readonly ComputeClause[];
}

export type ComputeClause = Extract<RunClause, { readonly kind: 'compute' }>;

/** Takes in values for one clause; `newId` gives a number that no other value of the query has. */
export function makeRowValues(newId: () => number): RowValues {
  const known = new Map<string, ComputeClause>();
  return {
    add(of, type, span) {
      const shape = shapeOf(of);
      const clause = known.get(shape) ?? { kind: 'compute', id: newId(), of, span };
      known.set(shape, clause);
      return { kind: 'clause-value', type, clause: clause.id, span };
    },
    clauses: () => [...known.values()],
  };
}
