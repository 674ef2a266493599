import type { Clause, SortKey } from '@xt/grammar';
import type { BoundColumn, BoundKey, RunClause } from './bound.ts';
import { forOrder } from './coercion.ts';
import { bindCondition } from './conditions.ts';
import { describe } from './describe.ts';
import { problem } from './diagnostics.ts';
import { type Environment, type Row, withRow } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { bindOrderKey } from './goals.ts';
import { mentionsIn } from './mentions.ts';
import { ofFirstKin } from './of-kin.ts';
import { makeRowValues } from './row-values.ts';
import { bindSelect } from './select.ts';
import { bindVersus } from './versus.ts';

/** Clauses that choose, order and show rows, bound from left to right. */
export interface Pipeline {
  readonly clauses: readonly RunClause[];
  /** What names mean after the last clause. */
  readonly row: Row;
  /** The columns of the last `select`. */
  readonly selected?: readonly BoundColumn[];
  /** Metrics, params and expressions that conditions and orders name, in order of appearance. */
  readonly mentions: readonly BoundColumn[];
}

export type PipelineClause = Extract<
  Clause,
  { readonly kind: 'where' | 'sort' | 'limit' | 'select' | 'top' | 'group' | 'vs' }
>;

/** Whether a clause chooses, orders or shows rows. */
export function isPipelineClause(clause: Clause): clause is PipelineClause {
  return ['where', 'sort', 'limit', 'select', 'top', 'group', 'vs'].includes(clause.kind);
}

/** Binds clauses in order: each sees the names that those before it gave. What is wrong is reported and left out. */
export function bindPipeline(environment: Environment, clauses: readonly PipelineClause[]): Pipeline {
  const start: Pipeline = { clauses: [], row: environment.row, mentions: [] };
  return clauses.reduce((before, clause) => {
    const values = makeRowValues(environment.newId);
    const after = bindClause(withRow(environment, { ...before.row, values }), before, clause);
    // What the clause needs of the other rows is computed before it.
    return {
      ...after,
      clauses: [...before.clauses, ...values.clauses(), ...after.clauses.slice(before.clauses.length)],
    };
  }, start);
}

function bindClause(environment: Environment, before: Pipeline, clause: PipelineClause): Pipeline {
  const { span } = clause;
  switch (clause.kind) {
    case 'where': {
      // What a column shows is of one parent; that value is meant by its name.
      const aliases = new Map([...environment.row.aliases].map(([name, of]) => [name, ofFirstKin(of)] as const));
      const condition = bindCondition(withRow(environment, { ...environment.row, aliases }), clause.condition);
      const mentions = [...before.mentions, ...mentionsIn(environment, [clause.condition])];
      return condition === undefined ? before : { ...append(before, { kind: 'where', condition, span }), mentions };
    }
    case 'sort': {
      const keys = clause.keys.map((key) => bindKey(environment, key));
      const named = clause.keys.map((key) => key.expression);
      const mentions = [...before.mentions, ...mentionsIn(environment, named)];
      const known = keys.filter((key) => key !== undefined);
      return known.length < keys.length ? before : { ...append(before, { kind: 'sort', keys: known, span }), mentions };
    }
    case 'limit':
      return append(before, { kind: 'limit', count: clause.count, span });
    case 'select': {
      const { columns, aliases } = bindSelect(environment, clause);
      return {
        ...before,
        row: { ...before.row, aliases: new Map([...before.row.aliases, ...aliases]) },
        selected: columns,
      };
    }
    case 'top':
      return bindTop(environment, before, clause);
    case 'group':
      return refuseGroup(environment, before, clause);
    case 'vs':
      return bindVersus(environment, before, clause);
  }
}

function append(before: Pipeline, clause: RunClause): Pipeline {
  return { ...before, clauses: [...before.clauses, clause] };
}

function bindKey(environment: Environment, key: SortKey): BoundKey | undefined {
  const bound = bindExpression(environment, key.expression);
  if (bound === undefined) return undefined;
  if (key.expression.kind === 'text' || key.expression.kind === 'number') {
    environment.report(problem('constant-order', key.span, { found: describe(bound) }));
    return undefined;
  }
  return { expression: forOrder(bound), direction: key.direction ?? 'asc' };
}

function bindTop(
  environment: Environment,
  before: Pipeline,
  clause: Extract<Clause, { readonly kind: 'top' }>,
): Pipeline {
  const { count, span } = clause;
  const key = bindOrderKey(environment, clause.key);
  const items = clause.per.map((item) => bindExpression(environment, item));
  const per = items.filter((item) => item !== undefined);
  const mentions = [...before.mentions, ...mentionsIn(environment, [clause.key.expression, ...clause.per])];
  if (key === undefined || per.length < items.length) return before;
  return { ...append(before, { kind: 'top', count, key, per: per.map(forOrder), span }), mentions };
}

/** Groups are made of rows once; what has groups binds its `group by` itself. */
function refuseGroup(
  environment: Environment,
  before: Pipeline,
  clause: Extract<Clause, { readonly kind: 'group' }>,
): Pipeline {
  const code = environment.row.groups === undefined ? 'unexpected-groups' : 'repeated-clause';
  environment.report(problem(code, clause.span, { clause: 'group by' }));
  return before;
}
