import type { Span } from '@xt/grammar';
import type { ValueType } from '../catalog/value-types.ts';
import type { BoundAggregate, BoundColumn, BoundExpression, RunAggregate } from './bound.ts';
import type { Row } from './environment.ts';
import { shapeOf } from './shape.ts';

/** What one row of groups has, as far as it is asked for. */
export interface Grouping {
  /** What names mean to the single rows of a group. */
  readonly inside: Row;
  /** The keys as columns of the groups. */
  readonly columns: readonly BoundColumn[];
  /** The column of a key as it was printed. */
  readonly keyNamed: (printed: string) => BoundExpression | undefined;
  /** The column of a key that is bound to this. */
  readonly keyOf: (bound: BoundExpression) => BoundExpression | undefined;
  /** The column of a value over the rows of a group; the same value has one column. `over` is what it is of, as printed. */
  readonly add: (of: RunAggregate, type: ValueType, over: string, span: Span) => BoundExpression;
  /** Everything that was asked for so far, in order. */
  readonly aggregates: () => readonly BoundAggregate[];
}

/** A key of a grouping: its name, how it was printed, and what it is of a single row. */
export interface GroupKey {
  readonly name: string;
  readonly printed: string;
  readonly bound: BoundExpression;
  /** The same in the reading by which it is grouped. */
  readonly expression: BoundExpression;
}

/** A grouping by these keys, of which nothing was asked yet. */
export function makeGrouping(keys: readonly GroupKey[], inside: Row): Grouping {
  const columns = keys.map(({ name, expression: { type, span } }, index): BoundColumn => {
    return { name, expression: { kind: 'row-column', type, column: `key ${index + 1}`, span }, span };
  });
  const columnOf = (is: (key: GroupKey) => boolean) => columns[keys.findIndex(is)]?.expression;
  const known = new Map<string, BoundAggregate>();
  return {
    inside,
    columns,
    keyNamed: (text) => columnOf(({ printed }) => printed === text),
    keyOf: (of) => columnOf(({ bound }) => shapeOf(bound) === shapeOf(of)),
    add(of, type, over, span) {
      const shape = shapeOf(of);
      const aggregate = known.get(shape) ?? { name: `aggregate ${known.size + 1}`, type, of, over, span };
      known.set(shape, aggregate);
      return { kind: 'row-column', type: aggregate.type, column: aggregate.name, span };
    },
    aggregates: () => [...known.values()],
  };
}
