import { hasErrors, type Outcome, type Query } from '@xt/grammar';
import type { Asker, Catalog } from '../catalog/catalog.ts';
import { bindArtifacts } from './artifacts.ts';
import type { BoundQuery } from './bound.ts';
import { bindCompare } from './compare.ts';
import { bindCurves } from './curves.ts';
import { bindDiff } from './diff.ts';
import { type Environment, makeEnvironment, withRow } from './environment.ts';
import { bindRunsSource } from './groups.ts';
import { bindLineage } from './lineage.ts';
import { reachOfAsker } from './reach.ts';
import { bindNames, bindProjects } from './tables.ts';

/**
 * Resolves every name of a query and types every expression; pure. Everything that is wrong is reported. The catalog
 * must know the run texts that `referencedRuns` lists. `onName` is told what each path was found to mean.
 */
export function bind(
  query: Query,
  catalog: Catalog,
  asker: Asker,
  onName?: Environment['onName'],
): Outcome<BoundQuery> {
  const { environment: silent, finish } = makeEnvironment(catalog, asker);
  const environment: Environment = onName === undefined ? silent : { ...silent, onName };
  const reach = reachOfAsker(environment);
  // Where the project is not there, no name is: that is no news.
  const unreached = finish();
  if (hasErrors(unreached)) return { diagnostics: unreached };
  const reaching: Environment = reach === undefined ? environment : { ...withRow(environment, { reach }), reach };
  const value = bindSource(reaching, query);
  const diagnostics = finish();
  return value === undefined || hasErrors(diagnostics) ? { diagnostics } : { value, diagnostics };
}

function bindSource(environment: Environment, query: Query): BoundQuery | undefined {
  const { source, clauses } = query;
  switch (source.kind) {
    case 'runs':
    case 'run':
    case 'subquery':
      return bindRunsSource(environment, source, clauses);
    case 'curves':
      return bindCurves(environment, source, clauses);
    case 'metrics':
    case 'params':
      return bindNames(environment, source, clauses);
    case 'projects':
    case 'views':
      return bindProjects(environment, source, clauses);
    case 'artifacts':
      return bindArtifacts(environment, source, clauses);
    case 'lineage':
      return bindLineage(environment, source, clauses);
    case 'diff':
      return bindDiff(environment, source, clauses);
    case 'compare':
      return bindCompare(environment, source);
  }
}
