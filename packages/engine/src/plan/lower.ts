import type { BoundQuery, BoundRuns, RunClause } from '../bind/bound.ts';
import { lowerCurves } from './curves-plan.ts';
import { join, normalize } from './normalize.ts';
import type { Order, Plan, Predicate, RunsPlan, Stage } from './plan.ts';
import { lowerTable } from './table-plan.ts';

/** The relational plan of a bound query. */
export function lower(query: BoundQuery): Plan {
  switch (query.kind) {
    case 'runs':
      return lowerRuns(query);
    case 'curves':
      return lowerCurves(query, lowerRuns(query.of));
    case 'metrics':
    case 'params':
      return lowerTable(query, lowerRuns(query.of));
    case 'projects':
    case 'views':
      return lowerTable(query, undefined);
  }
}

/** The stages and columns of a query whose rows are runs; those of a subquery come first. */
export function lowerRuns(query: BoundRuns): RunsPlan {
  return {
    kind: 'runs',
    scope: innermostScope(query),
    stages: stagesOf(query),
    columns: query.columns,
    checks: query.checks,
  };
}

function innermostScope(query: BoundRuns): BoundRuns['scope'] {
  const { from } = query;
  if (from.kind !== 'subquery') return query.scope;
  return { ...innermostScope(from.query), several: query.scope.several };
}

function stagesOf(query: BoundRuns): readonly Stage[] {
  const { from, clauses } = query;
  switch (from.kind) {
    case 'all-runs':
      return cutIntoStages(clauses, [], { from: 'store', order: 'newest' });
    case 'these-runs':
      return cutIntoStages(clauses, [], { from: { runs: [...new Set(from.runs)] }, order: 'as-given' });
    case 'subquery':
      return cutIntoStages(clauses, stagesOf(from.query), { from: 'rows-before', order: 'as-given' });
  }
}

/** A stage ends at its limit: what is filtered and sorted before it commutes, what comes after it does not. */
function cutIntoStages(
  clauses: readonly RunClause[],
  before: readonly Stage[],
  start: Pick<Stage, 'from' | 'order'>,
): readonly Stage[] {
  const stages = [...before];
  let from = start.from;
  let order: Order = start.order;
  let where: Predicate = { kind: 'always' };
  let pending = before.length === 0;
  for (const clause of clauses) {
    switch (clause.kind) {
      case 'where':
        where = join('and', [where, normalize(clause.condition)]);
        pending = true;
        break;
      case 'sort':
        order = { keys: clause.keys };
        pending = true;
        break;
      case 'limit':
        stages.push({ from, where, order, limit: clause.count });
        from = 'rows-before';
        order = 'as-given';
        where = { kind: 'always' };
        pending = false;
        break;
    }
  }
  if (pending) stages.push({ from, where, order });
  return stages;
}
