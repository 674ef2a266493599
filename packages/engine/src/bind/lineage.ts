import type { Clause, Source } from '@xt/grammar';
import type { BoundColumn, BoundLineage, BoundRuns } from './bound.ts';
import { checksOf } from './checks.ts';
import { type Environment, type RowColumn, withRow } from './environment.ts';
import { bindPipeline, isPipelineClause } from './pipeline.ts';
import { readableBy, scopeOf } from './reach.ts';
import { bindRunSet } from './run-sets.ts';

/** What a row has besides the fields of its run. */
export const lineageColumns = [
  { name: 'depth', type: 'number', whole: true },
  { name: 'parent', type: 'text' },
  { name: 'kind', type: 'text' },
  { name: 'fork_step', type: 'number' },
] as const satisfies readonly RowColumn[];

/** Binds `lineage of …`: a row for each run on the ways up and down; where one way is said, the other is not gone. */
export function bindLineage(
  environment: Environment,
  source: Extract<Source, { readonly kind: 'lineage' }>,
  clauses: readonly Clause[],
): BoundLineage {
  const { query } = bindRunSet(environment, source.of, []);
  const { reach } = environment;
  const row = { source: 'lineage', columns: lineageColumns, ...(reach === undefined ? {} : { reach }) };
  const inside = withRow(environment, row);
  const pipeline = bindPipeline(inside, clauses.filter(isPipelineClause));
  const scope = scopeOf(environment, reach);
  const columns = pipeline.selected ?? shownColumns(scope.several);
  const of: BoundRuns = { ...query, columns: [] };
  const checks = checksOf(pipeline.clauses, columns);
  const walk = { ...walkOf(clauses), ...elsewhereOf(environment) };
  return { kind: 'lineage', scope, of, ...walk, clauses: pipeline.clauses, columns, checks };
}

/** What `--project` leaves out of what the asker may read. */
function elsewhereOf(environment: Environment): Pick<BoundLineage, 'elsewhere'> {
  const { asker, catalog, reach } = environment;
  if (asker.project === undefined) return {};
  const readable = readableBy(environment);
  const others = catalog.projects.filter(({ id, runs }) => runs > 0 && !reach?.has(id) && (readable?.has(id) ?? true));
  return others.length === 0 ? {} : { elsewhere: others.map(({ id }) => id) };
}

type WayClause = Extract<Clause, { readonly kind: 'up' | 'down' }>;

function walkOf(clauses: readonly Clause[]): Pick<BoundLineage, 'up' | 'down' | 'by'> {
  const said = clauses.flatMap((clause) => (clause.kind === 'up' || clause.kind === 'down' ? [clause] : []));
  const by = clauses.flatMap((clause) => (clause.kind === 'by' ? clause.words.map((word) => word.text) : []));
  const kinds = by.length === 0 ? {} : { by: [...new Set(by)] };
  return said.length === 0 ? kinds : { ...generations(said, 'up'), ...generations(said, 'down'), ...kinds };
}

/** So many as the last such clause says, all without a number; none the way that no clause goes. */
function generations(said: readonly WayClause[], way: 'up' | 'down'): Pick<BoundLineage, 'up' | 'down'> {
  const last = said.findLast(({ kind }) => kind === way);
  if (last === undefined) return { [way]: 0 };
  return last.count === undefined ? {} : { [way]: last.count };
}

const fields = ['id', 'name', 'state'] as const;

function shownColumns(several: boolean): readonly BoundColumn[] {
  const span = { start: 0, end: 0 };
  const field = (name: (typeof fields)[number] | 'project'): BoundColumn => {
    return { name, expression: { kind: 'field', type: 'text', field: name, span } };
  };
  const own = lineageColumns.map(({ name, type }): BoundColumn => {
    return { name, expression: { kind: 'row-column', type, column: name, span } };
  });
  const [depth, ...edge] = own;
  return [...(several ? [field('project')] : []), ...(depth ? [depth] : []), ...fields.map(field), ...edge];
}
