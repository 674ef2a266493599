import type { Clause, SortKey } from '@xt/grammar';
import type { BoundColumn, BoundExpression, BoundKey, RunClause } from './bound.ts';
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

/** What a clause adds to those before it; of what is wrong, nothing. */
export interface Added {
  readonly clauses?: readonly RunClause[];
  readonly mentions?: readonly BoundColumn[];
  readonly aliases?: ReadonlyMap<string, BoundExpression>;
  /** Instead of the columns before. */
  readonly selected?: readonly BoundColumn[];
}

/** Binds clauses in order: each sees the names that those before it gave. What is wrong is reported and left out. */
export function bindPipeline(environment: Environment, clauses: readonly PipelineClause[]): Pipeline {
  const bound: RunClause[] = [];
  const mentions: BoundColumn[] = [];
  let { row } = environment;
  let selected: readonly BoundColumn[] | undefined;
  for (const clause of clauses) {
    const values = makeRowValues(environment.newId);
    const added = bindClause(withRow(environment, { ...row, values }), selected, clause);
    // What the clause needs of the other rows is computed before it.
    for (const each of [...values.clauses(), ...(added.clauses ?? [])]) bound.push(each);
    for (const mention of added.mentions ?? []) mentions.push(mention);
    if (added.aliases !== undefined) row = { ...row, aliases: new Map([...row.aliases, ...added.aliases]) };
    selected = added.selected ?? selected;
  }
  return { clauses: bound, row, mentions, ...(selected === undefined ? {} : { selected }) };
}

function bindClause(
  environment: Environment,
  selected: readonly BoundColumn[] | undefined,
  clause: PipelineClause,
): Added {
  const { span } = clause;
  switch (clause.kind) {
    case 'where': {
      // What a column shows is of one parent; that value is meant by its name.
      const aliases = new Map([...environment.row.aliases].map(([name, of]) => [name, ofFirstKin(of)] as const));
      const condition = bindCondition(withRow(environment, { ...environment.row, aliases }), clause.condition);
      const mentions = mentionsIn(environment, [clause.condition]);
      return condition === undefined ? {} : { clauses: [{ kind: 'where', condition, span }], mentions };
    }
    case 'sort': {
      const keys = clause.keys.map((key) => bindKey(environment, key));
      const named = clause.keys.map((key) => key.expression);
      const mentions = mentionsIn(environment, named);
      const known = keys.filter((key) => key !== undefined);
      return known.length < keys.length ? {} : { clauses: [{ kind: 'sort', keys: known, span }], mentions };
    }
    case 'limit':
      return { clauses: [{ kind: 'limit', count: clause.count, span }] };
    case 'select': {
      const { columns, aliases } = bindSelect(environment, clause);
      return { aliases, selected: columns };
    }
    case 'top':
      return bindTop(environment, clause);
    case 'group':
      return refuseGroup(environment, clause);
    case 'vs':
      return bindVersus(environment, selected, clause);
  }
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

function bindTop(environment: Environment, clause: Extract<Clause, { readonly kind: 'top' }>): Added {
  const { count, span } = clause;
  const key = bindOrderKey(environment, clause.key);
  const items = clause.per.map((item) => bindExpression(environment, item));
  const per = items.filter((item) => item !== undefined);
  const mentions = mentionsIn(environment, [clause.key.expression, ...clause.per]);
  if (key === undefined || per.length < items.length) return {};
  return { clauses: [{ kind: 'top', count, key, per: per.map(forOrder), span }], mentions };
}

/** Groups are made of rows once; what has groups binds its `group by` itself. */
function refuseGroup(environment: Environment, clause: Extract<Clause, { readonly kind: 'group' }>): Added {
  const code = environment.row.groups === undefined ? 'unexpected-groups' : 'repeated-clause';
  environment.report(problem(code, clause.span, { clause: 'group by' }));
  return {};
}
