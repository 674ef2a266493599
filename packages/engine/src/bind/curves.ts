import type { Clause, Column, Source } from '@xt/grammar';
import { printExpression } from '@xt/grammar';
import type { BoundCurveSeries, BoundCurves, BoundRuns } from './bound.ts';
import { checksOf } from './checks.ts';
import { checkCurveClauses } from './curve-clauses.ts';
import { problem } from './diagnostics.ts';
import { type Environment, withRow } from './environment.ts';
import { expandPrefix } from './expansions.ts';
import { bindSeries } from './points.ts';
import { bindRunSet } from './run-sets.ts';

type CurvesSource = Extract<Source, { readonly kind: 'curves' }>;

/** Binds `curves`: its clauses that choose runs are those of the runs, the others say how a curve is made. */
export function bindCurves(environment: Environment, source: CurvesSource, clauses: readonly Clause[]): BoundCurves {
  const runs = bindRunSet(environment, source.of, clauses);
  const { scope } = runs.query;
  const reach = runs.reach === undefined ? {} : { reach: runs.reach };
  const inside = withRow(environment, { source: 'curves', ...reach });
  const series = source.columns.flatMap((column) => bindSeriesColumn(inside, column));
  reportDuplicates(environment, source, series);
  const of: BoundRuns = { ...runs.query, columns: [], checks: checksOf(runs.query.clauses, []) };
  const settings = checkCurveClauses(inside, clauses);
  return { kind: 'curves', scope, series, of, ...settings, checks: spellings(series, source) };
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
      return metrics.map((metric) => ({ name: metric.name, metric }));
    }
    case 'best-run':
      environment.notYet(column.span, '`best run by`');
      return [];
    case 'column': {
      if (column.band !== undefined) environment.notYet(column.band.span, '`band`');
      const name = column.alias?.name ?? printExpression(column.expression);
      const series = bindSeries(environment, column.expression, 'curves');
      if (series === undefined) return [];
      if (series.kind === 'metric') return [{ name, metric: series.metric }];
      environment.notYet(column.expression.span, 'a series that is computed point by point');
      return [];
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

function spellings(series: readonly BoundCurveSeries[], source: CurvesSource): BoundCurves['checks'] {
  return series.flatMap(({ metric }) => {
    const { name, ids, others } = metric;
    if (others.length === 0) return [];
    return [{ kind: 'other-spelling', span: source.span, what: 'metric', name, ids, others } as const];
  });
}
