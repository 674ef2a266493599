import type { Clause, Column, Source } from '@xt/grammar';
import { printExpression, walk } from '@xt/grammar';
import type { BoundColumn, BoundCurveSeries, BoundCurves, BoundExpression, BoundRuns } from './bound.ts';
import { checksOf } from './checks.ts';
import { bindCurveClauses } from './curve-clauses.ts';
import { problem } from './diagnostics.ts';
import { type Environment, muted, withRow } from './environment.ts';
import { expandPrefix } from './expansions.ts';
import { bindGrouped } from './groups.ts';
import { bindSeries } from './points.ts';
import { type Reach, readableBy, scopeOf } from './reach.ts';
import { bindRunSet } from './run-sets.ts';
import { findRuns } from './run-texts.ts';

type CurvesSource = Extract<Source, { readonly kind: 'curves' }>;

/** Binds `curves`: its clauses that choose runs are those of the runs, the others say how a curve is made. */
export function bindCurves(environment: Environment, source: CurvesSource, clauses: readonly Clause[]): BoundCurves {
  const runs = bindRunSet(environment, source.of, clauses.filter(choosesRuns));
  const { scope } = runs.query;
  const reach = reachOfSeries(environment, runs.reach, clauses);
  const { reach: _, ...row } = environment.row;
  const inside = withRow({ ...environment, row }, { source: 'curves', ...(reach === undefined ? {} : { reach }) });
  const series = source.columns.flatMap((column) => bindSeriesColumn(inside, column));
  reportDuplicates(environment, source, series);
  reportStep(environment, clauses.filter(choosesRuns));
  const { axisSeries, band, ...making } = bindCurveClauses(inside, clauses);
  const group = clauses.find((clause) => clause.kind === 'group');
  const grouped = group && bindGrouped(withRow(inside, { aliases: runs.pipeline.row.aliases }), group, []);
  const computed = grouped?.computed ?? [];
  const chosen = [...runs.query.clauses, ...computed];
  const of: BoundRuns = { ...runs.query, clauses: chosen, columns: [], checks: checksOf(runs.query.clauses, []) };
  const keys = grouped?.keys ?? [];
  // Without aggregates a group shows its keys, and how many runs it has: of that there is `n`.
  const columns = (grouped?.columns ?? []).filter(({ expression }) => isKey(expression));
  return {
    kind: 'curves',
    scope,
    points: { ...scopeOf(environment, reach), several: scope.several },
    series,
    of,
    making,
    ...(axisSeries && { axisSeries }),
    ...(grouped && { group: { keys, columns, ...(band && { band }) } }),
    checks: checksOf([], [...series.map(lastOf), ...keys.map(asColumn)]),
  };
}

/**
 * Names are looked up in the baseline's project too, and with a history in every project that ancestors may be of; what is
 * wrong with the baseline is said where its clause is bound.
 */
function reachOfSeries(environment: Environment, reach: Reach, clauses: readonly Clause[]): Reach {
  if (clauses.some(({ kind }) => kind === 'history')) return readableBy(environment);
  const texts = clauses.flatMap((clause) => (clause.kind === 'relative' ? [clause.base] : []));
  const projects = findRuns(muted(environment), texts)?.map(({ project }) => project) ?? [];
  return reach === undefined ? undefined : new Set([...reach, ...projects]);
}

function choosesRuns({ kind }: Clause): boolean {
  return kind === 'where' || kind === 'sort' || kind === 'limit' || kind === 'top';
}

/** A point has a step too. */
function reportStep(environment: Environment, clauses: readonly Clause[]): void {
  for (const clause of clauses) {
    walk(clause, (node) => {
      if (!('kind' in node) || node.kind !== 'path') return;
      const [part, ...more] = node.parts;
      if (part?.kind !== 'plain' || part.text !== 'step' || more.length > 0) return;
      environment.report(problem('step-of-the-run', node.span, {}));
    });
  }
}

function isKey(expression: BoundExpression): boolean {
  return expression.kind === 'row-column' && expression.column.startsWith('key ');
}

/** A series as the value that names the same metrics, params and runs: what is noted of it is noted of the curve. */
function lastOf({ name, of: series }: BoundCurveSeries): BoundColumn {
  const span = { start: 0, end: 0 };
  return { name, expression: { kind: 'series-value', type: 'number', of: { kind: 'last' }, series, name, span } };
}

function asColumn(expression: BoundExpression): BoundColumn {
  return { name: '', expression };
}

function bindSeriesColumn(environment: Environment, column: Column): readonly BoundCurveSeries[] {
  switch (column.kind) {
    case 'all-columns':
    case 'prefix-columns': {
      const prefix = column.kind === 'all-columns' ? 'metrics' : column.prefix;
      const columns = expandPrefix(environment, { kind: 'prefix-columns', span: column.span, prefix });
      const metrics = columns.flatMap(({ expression }) => (expression.kind === 'aggregate' ? [expression.metric] : []));
      if (columns.length > 0 && metrics.length === 0) {
        const hint = 'its names are params, which have one value';
        environment.report(problem('not-a-series', column.span, { name: 'curves', found: `\`${prefix}.*\``, hint }));
      }
      return metrics.map((metric) => ({ name: metric.name, of: { kind: 'metric', metric, span: column.span } }));
    }
    case 'best-run': {
      const hint = 'choose the run: `curves val.acc of runs top 1 by best(val.acc)`';
      const found = '`best run by`';
      environment.report(problem('not-a-series', column.span, { name: 'curves', found, hint }));
      return [];
    }
    case 'column': {
      if (column.band !== undefined) {
        environment.report(problem('lone-band', column.band.span, { hint: '`group by params.lr band ci95`' }));
      }
      const name = column.alias?.name ?? printExpression(column.expression);
      const of = bindSeries(environment, column.expression, 'curves');
      return of === undefined ? [] : [{ name, of }];
    }
  }
}

function reportDuplicates(environment: Environment, source: CurvesSource, series: readonly BoundCurveSeries[]): void {
  const names = series.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return;
  const columns = source.columns.filter((column) => column.kind === 'column');
  const last = columns.findLast(({ alias, expression }) => (alias?.name ?? printExpression(expression)) === twice);
  const span = last?.alias?.span ?? last?.span ?? source.span;
  if (columns.length === source.columns.length) environment.report(problem('duplicate-column', span, { name: twice }));
}
