import type { BoundQuery, BoundRuns, Check, RunClause } from '../bind/bound.ts';
import { lowerArtifacts, lowerDiff, lowerTextDiff } from './artifacts-plan.ts';
import { lowerCompare } from './compare-plan.ts';
import { lowerCurves } from './curves-plan.ts';
import { distinctChecks } from './distinct-checks.ts';
import { lowerGroups } from './groups-plan.ts';
import { hasKind } from './has-kind.ts';
import { withoutMixedKeys } from './mixed-keys.ts';
import { join, normalize } from './normalize.ts';
import type { Order, Plan, Predicate, RunsPlan, Stage, StageValue } from './plan.ts';
import { greatestRank } from './ranked-sets.ts';
import { lowerLineage, lowerTable } from './table-plan.ts';

/** The relational plan of a bound query. */
export function lower(query: BoundQuery): Plan {
  switch (query.kind) {
    case 'runs':
      return lowerRuns(query);
    case 'groups':
      return lowerGroups(query, lowerRuns(query.of));
    case 'compare':
      return lowerCompare(query, lowerRuns(query.left.of), lowerRuns(query.right.of));
    case 'curves':
      return lowerCurves(query, lowerRuns(query.of));
    case 'metrics':
    case 'params':
      return lowerTable(query, lowerRuns(query.of));
    case 'lineage':
      return lowerLineage(query, lowerRuns(query.of));
    case 'projects':
    case 'views':
      return lowerTable(query, undefined);
    case 'artifacts':
      return lowerArtifacts(query, (clauses) => lowerRuns({ ...query.of, clauses: [...query.of.clauses, ...clauses] }));
    case 'diff':
      return lowerDiff(query, lowerRuns(query.of));
    case 'text-diff':
      return lowerTextDiff(query, lowerRuns(query.of));
  }
}

/** The stages and columns of a query whose rows are runs; those of a subquery come first. */
export function lowerRuns(query: BoundRuns): RunsPlan {
  return {
    kind: 'runs',
    scope: innermostScope(query),
    stages: stagesOf(query),
    columns: query.columns,
    checks: allChecks(query),
  };
}

/** Those of the queries in parentheses first, each once. */
function allChecks({ from, checks }: BoundRuns): readonly Check[] {
  if (from.kind !== 'subquery') return checks;
  return distinctChecks([...allChecks(from.query), ...checks]);
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

/**
 * A stage ends at its limit: what is filtered and sorted before it commutes, what comes after it does not. It ends too
 * where a value is computed of its rows, which needs no order.
 */
function cutIntoStages(
  clauses: readonly RunClause[],
  before: readonly Stage[],
  start: Pick<Stage, 'from' | 'order'>,
): readonly Stage[] {
  const stages = [...before];
  let { from, order } = start;
  let where: Predicate = { kind: 'always' };
  let known: readonly StageValue[] = [];
  let pending = before.length === 0;
  const push = (stage: Partial<Stage>) => {
    stages.push({ from, where, order, ...(known.length === 0 ? {} : { known }), ...stage });
    known = [];
  };
  const end = (stage: Partial<Stage>, after: Order) => {
    push(stage);
    from = 'rows-before';
    order = after;
    where = { kind: 'always' };
    pending = after !== 'as-given';
  };
  for (const [at, clause] of clauses.entries()) {
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
        end({ limit: clause.count }, 'as-given');
        break;
      case 'top': {
        const per = clause.per.flatMap((expression) => withoutMixedKeys([{ expression, direction: 'asc' }]));
        const grouped = per.length === 0 ? {} : { per: per.length };
        end({ order: { keys: [...per, clause.key] }, limit: clause.count, ...grouped }, 'as-given');
        break;
      }
      case 'compute': {
        const value = { id: clause.id, of: clause.of, ...boundOf(clause.id, clauses.slice(at + 1)) };
        if (clause.of.kind === 'of-run' && !hasKind(clause.of.item, ['clause-value'])) {
          known = [...known, value];
          pending = true;
          break;
        }
        const last = stages.at(-1);
        if (where.kind === 'always' && from === 'rows-before' && last !== undefined) {
          stages[stages.length - 1] = { ...last, values: [...(last.values ?? []), value] };
          break;
        }
        end({ order: order === 'as-given' ? order : 'any', values: [value] }, order);
        break;
      }
    }
  }
  if (pending) push({});
  return stages;
}

/** What the condition that follows asks a rank to be at most, of all rows that meet it. */
function boundOf(id: number, after: readonly RunClause[]): { readonly most?: number } {
  const next = after.find((clause) => clause.kind !== 'compute');
  if (next?.kind !== 'where') return {};
  const { condition } = next;
  for (const part of condition.kind === 'and' ? condition.items : [condition]) {
    if (part.kind !== 'compare') continue;
    const { left, right } = part;
    if (left.kind !== 'clause-value' || left.clause !== id || right.kind !== 'constant') continue;
    const most = typeof right.value === 'number' ? greatestRank(part.op, right.value) : undefined;
    if (most !== undefined) return { most };
  }
  return {};
}
