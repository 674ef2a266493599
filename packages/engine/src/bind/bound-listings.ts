import type { BoundColumn, BoundRuns, Check, RunClause, Scope } from './bound.ts';

/** `metrics` and `params`: a row per name, over the runs of `of`, then filtered, sorted and cut as a table of rows. */
export interface BoundNames {
  readonly kind: 'metrics' | 'params';
  readonly scope: Scope;
  readonly of: BoundRuns;
  readonly clauses: readonly RunClause[];
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}

/** A row for each run on the ways up and down from those of `of`, then filtered, sorted and cut. */
export interface BoundLineage {
  readonly kind: 'lineage';
  readonly scope: Scope;
  readonly of: BoundRuns;
  /** So many generations; absent: all the way. */
  readonly up?: number;
  readonly down?: number;
  /** Over edges of these kinds only. */
  readonly by?: readonly string[];
  /** Ids of projects that were not asked for: their runs on the ways are no rows, but counted. */
  readonly elsewhere?: readonly number[];
  readonly clauses: readonly RunClause[];
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}

/** `projects` and `views`: a row per project, or saved view. */
export interface BoundProjects {
  readonly kind: 'projects' | 'views';
  readonly scope: Scope;
  readonly clauses: readonly RunClause[];
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}
