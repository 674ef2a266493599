import type { BoundColumn, BoundExpression, Scope } from '../bind/bound.ts';
import { mapChildren } from '../bind/map-children.ts';
import { stageWithAnyKin } from './any-kin.ts';
import { inTurn } from './in-turn.ts';
import { withSets } from './kin-sets.ts';
import { throughKin, withKinValues } from './kin-values.ts';
import { expressionsOfRank } from './row-columns.ts';
import type { StepList } from './step-list.ts';
import type { AddedColumn, StepId } from './steps.ts';
import type { RowRank, TableStage } from './table-plan.ts';

/** What is done with rows that have a run behind each, once the values of the runs are columns of the rows too. */
export interface RowWork {
  readonly stages: readonly TableStage[];
  readonly columns: readonly BoundColumn[];
  readonly added: readonly AddedColumn[];
}

/** Adds the steps that fetch what stages and columns need of the runs behind the rows of a step. */
export function withRunValues(
  given: readonly TableStage[],
  columns: readonly BoundColumn[],
  rows: StepId,
  scope: Scope,
  list: StepList,
): RowWork {
  const owners = list.add({ kind: 'side-of-relatives', of: rows, side: 'owner' });
  const stages = given.map((stage) => stageWithAnyKin(stage, owners, scope, list));
  defineRanks(stages, list);
  const all = [...stages.flatMap(expressionsIn), ...columns.map((column) => column.expression)];
  const sets = all.map((expression) => withSets(expression, list));
  const values = withKinValues(sets, owners, scope, list);
  const placed = throughKin(values, { kin: rows, paths: [], by: 'row' }, scope, list);
  const added = new Map<string, AddedColumn>();
  const done = placed.map((expression) => asColumns(expression, added));
  const take = inTurn(done);
  return {
    stages: stages.map((stage) => mapStage(stage, take)),
    columns: columns.map((column) => ({ ...column, expression: take() })),
    added: [...added.values()],
  };
}

/** Ranks of rows are computed where they are listed, so that they stand for themselves until then. */
export function defineRanks(stages: readonly TableStage[], list: StepList): void {
  for (const { id, keys } of stages.flatMap(({ values = [] }) => values)) {
    const span = keys[0]?.expression.span ?? { start: 0, end: 0 };
    list.define(id, { kind: 'clause-value', type: 'number', clause: id, span });
  }
}

/** A value that a step computed by row is a column of the rows. */
function asColumns(expression: BoundExpression, added: Map<string, AddedColumn>): BoundExpression {
  if (expression.kind !== 'computed') return mapChildren(expression, (child) => asColumns(child, added));
  const { of, index, type, span } = expression;
  const name = `run value ${of} ${index}`;
  added.set(name, { name, type, of, index });
  return { kind: 'row-column', type, column: name, span };
}

/** The expressions of a stage, in order. */
export function expressionsIn({ where, keys, values = [] }: TableStage): readonly BoundExpression[] {
  return [...where, ...keys.map((key) => key.expression), ...values.flatMap(expressionsOfRank)];
}

/** The stage with other expressions, taken in the order in which `expressionsIn` gives its own. */
export function mapStage(stage: TableStage, take: () => BoundExpression): TableStage {
  const where = stage.where.map(take);
  const keys = stage.keys.map((key) => ({ ...key, expression: take() }));
  const values = stage.values?.map((rank): RowRank => {
    return { ...rank, keys: rank.keys.map((key) => ({ ...key, expression: take() })), per: rank.per.map(take) };
  });
  return { ...stage, where, keys, ...(values && { values }) };
}
