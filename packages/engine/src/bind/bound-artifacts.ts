import type { Span } from '@xt/grammar';
import type { BoundColumn, BoundExpression, BoundGroups, BoundRuns, Check, RunClause, Scope } from './bound.ts';

/** A row for each artifact of the runs, filtered, sorted and cut; or groups of these rows. */
export interface BoundArtifacts {
  readonly kind: 'artifacts';
  readonly scope: Scope;
  readonly of: BoundRuns;
  readonly at?: BoundPoint;
  /** They read the artifact's own values as `row-column`s; all other values are of its run. */
  readonly clauses: readonly RunClause[];
  readonly groups?: Pick<BoundGroups, 'keys' | 'aggregates' | 'clauses'>;
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}

/** Of each name the newest whose step, or time of creation, is at most this is a row; those without one are not. */
export interface BoundPoint {
  readonly by: 'step' | 'created';
  readonly to: BoundExpression;
}

/** What runs can differ in, in the order in which it is shown. */
export const diffSections = ['params', 'tags', 'environment', 'code', 'metrics'] as const;

export type DiffSection = (typeof diffSections)[number];

/** A row for each name of a section whose values differ between the runs. */
export interface BoundDiff {
  readonly kind: 'diff';
  readonly scope: Scope;
  readonly of: BoundRuns;
  readonly sections: readonly DiffSection[];
  /** What is equal too. */
  readonly all: boolean;
  readonly checks: readonly Check[];
}

/** A row for each line of a text that two runs have. */
export interface BoundTextDiff {
  readonly kind: 'text-diff';
  readonly scope: Scope;
  readonly of: BoundRuns;
  /** The name of the artifact. */
  readonly name: string;
  readonly at?: BoundPoint;
  readonly sideBySide: boolean;
  /** All lines, not those near a difference alone. */
  readonly all: boolean;
  readonly checks: readonly Check[];
  readonly span: Span;
}
