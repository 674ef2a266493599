import type { Clause, SortKey } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import type { BoundColumn, BoundExpression, BoundKey, RunClause } from './bound.ts';
import { forOrder } from './coercion.ts';
import { bindCondition } from './conditions.ts';
import { describe } from './describe.ts';
import { problem } from './diagnostics.ts';
import { type Environment, placeholder, type Row, withoutGroups, withRow } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { checkOrderGoal } from './goals.ts';
import { mentionsIn } from './mentions.ts';
import { findRuns } from './run-texts.ts';
import { bindSelect } from './select.ts';

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
  return clauses.reduce((pipeline, clause) => bindClause(withRow(environment, pipeline.row), pipeline, clause), start);
}

function bindClause(environment: Environment, before: Pipeline, clause: PipelineClause): Pipeline {
  const { span } = clause;
  switch (clause.kind) {
    case 'where': {
      const condition = bindCondition(environment, clause.condition);
      const mentions = [...before.mentions, ...mentionsIn(environment, [clause.condition])];
      return condition === undefined ? before : { ...append(before, { kind: 'where', condition, span }), mentions };
    }
    case 'sort': {
      const keys = clause.keys.map((key) => bindKey(environment, key));
      const mentions = [
        ...before.mentions,
        ...mentionsIn(
          environment,
          clause.keys.map((key) => key.expression),
        ),
      ];
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
      return checkTop(environment, before, clause);
    case 'group':
      return checkGroup(environment, before, clause);
    case 'vs':
      return checkVersus(environment, before, clause);
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

function checkTop(
  environment: Environment,
  before: Pipeline,
  clause: Extract<Clause, { readonly kind: 'top' }>,
): Pipeline {
  checkOrderGoal(environment, clause.key);
  for (const item of clause.per) bindExpression(environment, item);
  environment.notYet(clause.span, '`top`');
  return before;
}

function checkGroup(
  environment: Environment,
  before: Pipeline,
  clause: Extract<Clause, { readonly kind: 'group' }>,
): Pipeline {
  const keys = clause.keys === 'all' ? [] : clause.keys.flatMap((key) => (key.kind === 'column' ? [key] : []));
  const each = withoutGroups(environment);
  const aliases = new Map(before.row.aliases);
  for (const key of keys) {
    const bound = bindExpression(each, key.expression);
    if (bound !== undefined && key.alias !== undefined) aliases.set(key.alias.name, bound);
  }
  environment.notYet(clause.span, '`group by`');
  const groupKeys = new Set(keys.map((key) => printExpression(key.expression)));
  return { ...before, row: { ...before.row, aliases, groupKeys } };
}

function checkVersus(
  environment: Environment,
  before: Pipeline,
  clause: Extract<Clause, { readonly kind: 'vs' }>,
): Pipeline {
  findRuns(environment, [clause.base]);
  const aliases = new Map<string, BoundExpression>(before.row.aliases);
  for (const item of clause.on) {
    bindExpression(environment, item);
    for (const end of ['base', 'diff', 'ratio']) {
      aliases.set(`${printExpression(item)}_${end}`, placeholder('number', item.span));
    }
  }
  environment.notYet(clause.span, '`vs`');
  return { ...before, row: { ...before.row, aliases } };
}
