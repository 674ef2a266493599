import type { Clause, Source } from '@xt/grammar';
import type { BoundColumn, BoundExpression, BoundRuns } from './bound.ts';
import type { BoundArtifacts } from './bound-artifacts.ts';
import { checksOf } from './checks.ts';
import { children } from './children.ts';
import { problem } from './diagnostics.ts';
import { type Environment, type RowColumn, withRow } from './environment.ts';
import { bindGrouped, type Grouped, isCountAlone } from './groups.ts';
import { bindPipeline, isPipelineClause } from './pipeline.ts';
import { narrowReach, scopeOf } from './reach.ts';
import { bindRunSet } from './run-sets.ts';
import { bindPoint } from './series.ts';

/** What a row has besides the values of its run, in the order in which it is shown. */
export const artifactColumns = [
  { name: 'run', type: 'text' },
  { name: 'name', type: 'text' },
  { name: 'type', type: 'text' },
  { name: 'role', type: 'text', values: ['made', 'used'] },
  { name: 'step', type: 'number' },
  { name: 'size', type: 'number', whole: true },
  { name: 'created', type: 'time' },
  { name: 'digest', type: 'text' },
] as const satisfies readonly RowColumn[];

type AtClause = Extract<Clause, { readonly kind: 'at-clause' }>;

/** Binds `artifacts`, of all runs in reach or of a set; clauses are of the artifacts. `at` comes first, wherever it stands. */
export function bindArtifacts(
  environment: Environment,
  source: Extract<Source, { readonly kind: 'artifacts' }>,
  clauses: readonly Clause[],
): BoundArtifacts {
  const of = source.of ?? ({ kind: 'runs', span: source.span } as const);
  const runs = bindRunSet(environment, of, []);
  const reach = narrowReach(environment, runs.reach, clauses);
  const row = { source: 'artifacts', columns: artifactColumns, ...(reach === undefined ? {} : { reach }) };
  const inside = withRow(environment, row);
  const at = bindAt(withRow(inside, { columns: [] }), clauses);
  const first = clauses.findIndex((clause) => clause.kind === 'group' || isCountAlone(clause));
  const before = first < 0 ? clauses : clauses.slice(0, first);
  const pipeline = bindPipeline(inside, before.filter(isPipelineClause));
  const grouped = first < 0 ? undefined : bindGroups(withRow(inside, pipeline.row), clauses, first);
  const scope = scopeOf(environment, reach);
  const columns = grouped?.columns ?? pipeline.selected ?? shownColumns(scope.several);
  const chosen = [...pipeline.clauses, ...(grouped?.computed ?? [])];
  const pushed = (expression: BoundExpression) => ({ name: '', expression });
  const values = grouped === undefined ? columns : [...grouped.keys, ...grouped.aggregates.flatMap(itemOf)].map(pushed);
  reportSeriesByRow(environment, [...chosen.flatMap(expressionsOf), ...values.map(({ expression }) => expression)]);
  return {
    kind: 'artifacts',
    scope,
    of: { ...runs.query, columns: [] } satisfies BoundRuns,
    ...(at && { at }),
    clauses: chosen,
    ...(grouped && {
      groups: { keys: grouped.keys, aggregates: grouped.aggregates, clauses: grouped.clauses },
    }),
    columns,
    checks: checksOf(chosen, [...values, ...(at === undefined ? [] : [pushed(at.to)])]),
  };
}

/** The point up to which the newest of each name is taken, where `at` stands; what it names is of the run. */
export function bindAt(environment: Environment, clauses: readonly Clause[]): BoundArtifacts['at'] | undefined {
  const [clause, second] = clauses.filter((each): each is AtClause => each.kind === 'at-clause');
  if (clause === undefined) return undefined;
  if (second !== undefined) environment.report(problem('repeated-clause', second.span, { clause: 'at' }));
  const window = bindPoint(environment, clause.point);
  if (window === undefined || !('to' in window) || window.to === undefined) return undefined;
  return { by: window.kind === 'steps' ? 'step' : 'created', to: window.to };
}

function bindGroups(environment: Environment, clauses: readonly Clause[], at: number): Grouped {
  const clause = clauses[at];
  const group =
    clause?.kind === 'group'
      ? clause
      : ({ kind: 'group', keys: 'all', span: clause?.span ?? { start: 0, end: 0 } } as const);
  const rest = clauses.slice(clause?.kind === 'group' ? at + 1 : at).filter(isPipelineClause);
  const grouped = bindGrouped(environment, group, rest);
  for (const { of, span } of grouped.aggregates) {
    if (of.kind !== 'best-run') continue;
    const found = '`best run by` chooses of runs, and these rows are artifacts';
    const hint = '`runs group by …`; of each run one artifact: `artifacts top 1 by … per run`';
    environment.report(problem('not-aggregated', span, { name: 'best run by', found, hint }));
  }
  return grouped;
}

function itemOf({ of }: Grouped['aggregates'][number]): readonly BoundExpression[] {
  return 'item' in of ? [of.item] : [];
}

function expressionsOf(clause: BoundArtifacts['clauses'][number]): readonly BoundExpression[] {
  switch (clause.kind) {
    case 'where':
      return [clause.condition];
    case 'sort':
      return clause.keys.map((key) => key.expression);
    case 'limit':
      return [];
    case 'top':
      return [clause.key.expression, ...clause.per];
    case 'compute':
      return clause.of.kind === 'rank' ? [clause.of.key.expression, ...clause.of.per] : [clause.of.item];
  }
}

/** The points of a run are the same for all its artifacts: a window of them cannot end at a value of each. */
function reportSeriesByRow(environment: Environment, expressions: readonly BoundExpression[]): void {
  for (const expression of expressions) {
    if (expression.kind === 'series-value') {
      const column = children(expression).flatMap(rowColumnsIn)[0];
      if (column === undefined) continue;
      const found = `\`${column.column}\` is of the artifact, where a value of its run is expected`;
      environment.report(
        problem('not-a-value', column.span, { found, hint: 'a number, a param or a field of the run: `run.step`' }),
      );
      continue;
    }
    reportSeriesByRow(environment, children(expression));
  }
}

function rowColumnsIn(
  expression: BoundExpression,
): readonly Extract<BoundExpression, { readonly kind: 'row-column' }>[] {
  return expression.kind === 'row-column' ? [expression] : children(expression).flatMap(rowColumnsIn);
}

function shownColumns(several: boolean): readonly BoundColumn[] {
  const span = { start: 0, end: 0 };
  const project: BoundColumn = {
    name: 'project',
    expression: { kind: 'field', type: 'text', field: 'project', span },
  };
  const own = artifactColumns.map(({ name, type }): BoundColumn => {
    return { name, expression: { kind: 'row-column', type, column: name, span } };
  });
  return several ? [project, ...own] : own;
}
