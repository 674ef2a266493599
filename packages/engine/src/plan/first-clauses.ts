import type { BoundExpression, BoundKey } from '../bind/bound.ts';
import { shapeOf } from '../bind/shape.ts';
import { conjuncts, join, normalize } from './normalize.ts';
import type { Predicate } from './plan.ts';
import type { TableStage } from './table-plan.ts';

/** What whoever lists rows can do of the clauses over them. */
export interface Lister<Order> {
  readonly answers: (predicate: Predicate) => boolean;
  /** Undefined where it cannot sort by the keys; without keys rows come as they are found. */
  readonly orderOf: (keys: readonly BoundKey[]) => Order | undefined;
  readonly asFound: Order;
}

/** Clauses that are asked where rows are listed: the rows that meet the condition, in order, cut at the limit. */
export interface FirstClauses<Order> {
  readonly where: Predicate;
  readonly order: Order;
  readonly limit?: number;
}

interface Divided<Order> {
  readonly first: FirstClauses<Order>;
  /** The clauses that are left, over the rows that the first leave. */
  readonly stages: readonly TableStage[];
}

/** The first clauses over rows, as far as their lister can answer them, apart from the others. */
export function firstClauses<Order>(stages: readonly TableStage[], lister: Lister<Order>): Divided<Order> {
  const { where, left } = withoutConditions(stages, lister);
  const { first, stages: rest } = withoutOrder(left, lister);
  return { first: { where, ...first }, stages: rest };
}

/** The conditions of the first stage that the lister can answer, and the stages without them. */
function withoutConditions<Order>(
  stages: readonly TableStage[],
  { answers }: Lister<Order>,
): { readonly where: Predicate; readonly left: readonly TableStage[] } {
  const [first, ...more] = stages;
  if (first === undefined) return { where: { kind: 'always' }, left: stages };
  const asked: Predicate[] = [];
  const kept: BoundExpression[] = [];
  for (const condition of first.where.flatMap(conjuncts)) {
    const predicate = normalize(condition);
    if (answers(predicate)) asked.push(predicate);
    else kept.push(condition);
  }
  return { where: join('and', asked), left: [{ ...first, where: kept }, ...more] };
}

interface Ordered<Order> {
  readonly first: Omit<FirstClauses<Order>, 'where'>;
  readonly stages: readonly TableStage[];
}

/** The order of the first stage and its limit, where the lister can sort the rows and no other condition is left. */
function withoutOrder<Order>(stages: readonly TableStage[], lister: Lister<Order>): Ordered<Order> {
  const asFound: Ordered<Order> = { first: { order: lister.asFound }, stages };
  const [first, ...more] = stages;
  const isWhole = stages.every(({ per }) => per === undefined);
  if (first === undefined || first.where.length > 0 || first.values !== undefined || !isWhole) return asFound;
  const order = lister.orderOf(first.keys);
  // Rows that are alike in the keys of a later sort stand as they were found.
  const staysSo = first.keys.length === 0 || more.every(({ keys }) => shapeOf(keys) === shapeOf(first.keys));
  if (order === undefined || !staysSo) return asFound;
  const limit = first.limit === undefined ? {} : { limit: first.limit };
  return { first: { order, ...limit }, stages: more.map((stage) => inOrder(stage, first.keys)) };
}

/** The stage of rows that stand in the order of these keys already. */
function inOrder(stage: TableStage, keys: readonly BoundKey[]): TableStage {
  return shapeOf(stage.keys) === shapeOf(keys) ? { ...stage, keys: [] } : stage;
}
