import type { Clause, RunSet, Source } from '@xt/grammar';
import type { BoundColumn, BoundNames, BoundProjects, BoundRuns } from './bound.ts';
import { checksOf } from './checks.ts';
import { type Environment, type RowColumn, withRow } from './environment.ts';
import { bindPipeline, isPipelineClause, type Pipeline } from './pipeline.ts';
import { narrowReach, type Reach, scopeOf } from './reach.ts';
import { bindRunSet } from './run-sets.ts';

const project: RowColumn = { name: 'project', type: 'text' };

/** The columns of `metrics`, `params`, `projects` and `views`, in the order in which they are shown. */
export const tableColumns = {
  metrics: [
    { name: 'name', type: 'text' },
    { name: 'runs', type: 'number', whole: true },
    { name: 'points', type: 'number', whole: true },
    { name: 'min', type: 'number' },
    { name: 'max', type: 'number' },
    { name: 'goal', type: 'text', values: ['max', 'min'] },
    { name: 'updated', type: 'time' },
  ],
  params: [
    { name: 'name', type: 'text' },
    { name: 'type', type: 'text', values: ['number', 'text', 'bool', 'list', 'null', 'mixed'] },
    { name: 'runs', type: 'number', whole: true },
    { name: 'distinct', type: 'number', whole: true },
    { name: 'min', type: 'number' },
    { name: 'max', type: 'number' },
  ],
  projects: [
    { name: 'name', type: 'text' },
    { name: 'runs', type: 'number', whole: true },
    { name: 'running', type: 'number', whole: true },
    { name: 'points', type: 'number', whole: true },
    { name: 'updated', type: 'time' },
  ],
  views: [
    { name: 'name', type: 'text' },
    { name: 'query', type: 'text' },
    { name: 'user', type: 'text' },
    { name: 'created', type: 'time' },
  ],
} as const satisfies Readonly<Record<string, readonly RowColumn[]>>;

/** Binds `metrics` and `params`, of all runs in reach or of a set; clauses are of the names, not of the runs. */
export function bindNames(
  environment: Environment,
  source: Extract<Source, { readonly kind: 'metrics' | 'params' }>,
  clauses: readonly Clause[],
): BoundNames {
  const everything: RunSet = { kind: 'runs', span: source.span };
  const runs = bindRunSet(environment, source.of ?? everything, []);
  const reach = narrowReach(environment, runs.reach, clauses);
  const of: BoundRuns = { ...runs.query, columns: [] };
  return { kind: source.kind, of, ...bindTable(environment, source.kind, reach, clauses) };
}

/** Binds `projects` and `views`. */
export function bindProjects(
  environment: Environment,
  source: Extract<Source, { readonly kind: 'projects' | 'views' }>,
  clauses: readonly Clause[],
): BoundProjects {
  return { kind: source.kind, ...bindTable(environment, source.kind, environment.reach, clauses) };
}

function bindTable(
  environment: Environment,
  source: keyof typeof tableColumns,
  reach: Reach,
  clauses: readonly Clause[],
): Pick<BoundNames, 'scope' | 'clauses' | 'columns' | 'checks'> {
  const scope = scopeOf(environment, reach);
  const own: readonly RowColumn[] = tableColumns[source];
  const columns = isOfProjects(source) ? [project, ...own] : own;
  const row = { source, columns, ofRun: false, ...(reach === undefined ? {} : { reach }) };
  const pipeline = bindPipeline(withRow(environment, row), clauses.filter(isPipelineClause));
  const shown = tableShown(pipeline, scope.several && isOfProjects(source) ? columns : own);
  return { scope, clauses: pipeline.clauses, columns: shown, checks: checksOf(pipeline.clauses, shown) };
}

/** Whether each row is of one project. */
function isOfProjects(source: keyof typeof tableColumns): boolean {
  return source === 'metrics' || source === 'params';
}

function tableShown(pipeline: Pipeline, columns: readonly RowColumn[]): readonly BoundColumn[] {
  if (pipeline.selected !== undefined) return pipeline.selected;
  const span = { start: 0, end: 0 };
  return columns.map(({ name, type }) => {
    return { name, expression: { kind: 'row-column', type, column: name, span } };
  });
}
