import type { BoundAggregate, BoundColumn, BoundExpression, Check, RunAggregate, Scope } from '../bind/bound.ts';
import type { RowColumn } from '../bind/environment.ts';
import type { ValueType } from '../catalog/value-types.ts';
import type { ListArtifacts } from './artifact-steps.ts';
import type { GroupKey } from './group-keys.ts';
import type { Predicate } from './plan.ts';
import type { RankKeys } from './rank-keys.ts';
import type { Reach, RunSteps, Step, StepId } from './steps.ts';
import type { StoredValue } from './storage.ts';
import type { TableStage } from './table-plan.ts';

/**
 * The place of each run by `keys` among those alike in all of `per`; runs without a value, or with NaN, have none. With
 * `first`, the runs that are first.
 */
export interface RankInClickHouse extends Reach, RankKeys {
  readonly kind: 'rank-clickhouse';
  readonly id: StepId;
  readonly per: readonly BoundExpression[];
  readonly first: boolean;
  /** Those beyond it need none. */
  readonly most?: number;
}

/** The runs that a step has ranked. */
export interface RankedRuns {
  readonly kind: 'ranked-runs';
  readonly id: StepId;
  readonly of: StepId;
}

/** The one value that a fetch gave, as the value of every run. */
export interface SpreadValue {
  readonly kind: 'spread';
  readonly id: StepId;
  readonly of: StepId;
  readonly index: number;
}

/** The runs of `rows` in groups that are alike in all keys, filtered, sorted and cut. */
export interface GroupRows extends Reach {
  readonly kind: 'group-rows';
  readonly id: StepId;
  /** The rows are not the runs but their artifacts, chosen by these stages. */
  readonly artifacts?: Pick<ListArtifacts, 'stages'> & Partial<Pick<ListArtifacts, 'order'>>;
  readonly keys: readonly GroupKey[];
  readonly aggregates: readonly GroupedValue[];
  readonly stages: readonly TableStage[];
  readonly columns: readonly BoundColumn[];
}

/** How many live runs in scope meet a predicate, in groups that are alike in values of Postgres; in order of the keys. */
export interface CountGroups {
  readonly kind: 'count-groups';
  readonly id: StepId;
  readonly scope: Scope;
  readonly where: Predicate;
  readonly within?: StepId;
  readonly keys: readonly StoredValue[];
  /** The columns of the rows: one for each key, then the count. */
  readonly columns: readonly RowColumn[];
}

/** The one row that says how many runs a step gave, where nothing more is to be asked of them. */
export interface CountRuns {
  readonly kind: 'count-runs';
  readonly id: StepId;
  readonly of: StepId;
  /** The column of the count. */
  readonly columns: readonly RowColumn[];
}

/** The bands that lie around the mean. */
export type AroundMean = 'std' | 'sem' | 'ci95';

/** A value over the runs of a group; a best run is the first by id of those that have one. */
export interface GroupedValue extends Omit<BoundAggregate, 'of'> {
  readonly of:
    | Exclude<RunAggregate, { readonly kind: 'best-run' }>
    | { readonly kind: 'first-run'; readonly id: BoundExpression; readonly name: BoundExpression }
    /** The numbers of the best runs, which tie, as a text with commas between them. */
    | { readonly kind: 'best-runs'; readonly item: BoundExpression; readonly direction: 'asc' | 'desc' }
    /** What an end of a band around the mean is made of: the mean, the standard deviation and the number of values. */
    | {
        readonly kind: 'band-parts';
        readonly band: AroundMean;
        readonly end: 'lo' | 'hi';
        readonly item: BoundExpression;
      };
}

/** The runs whose numbers stand in columns of groups, by the place of each column. */
export interface BestOfGroups {
  readonly kind: 'best-of-groups';
  readonly id: StepId;
  readonly of: StepId;
  readonly columns: readonly number[];
}

/** Rows that are groups of runs. */
export interface GroupSteps {
  readonly kind: 'groups';
  readonly steps: readonly Step[];
  /** The step that makes them. */
  readonly rows: StepId;
  /** The step that fetches the id and name of the best runs. */
  readonly best?: StepId;
  /** At most so many rows are shown. */
  readonly limit?: number;
  readonly checks: readonly Check[];
}

/** One row: how the values of two sets of runs differ. */
export interface CompareSteps {
  readonly kind: 'compare';
  readonly steps: readonly Step[];
  readonly name: string;
  /** Whether the values are durations. */
  readonly type: ValueType;
  readonly rows: StepId;
  readonly left: ComparedSteps;
  readonly right: ComparedSteps;
  readonly checks: readonly Check[];
}

/** The step that gives the runs of a side, and where their values are found. */
export type ComparedSteps = Pick<RunSteps, 'rows' | 'shown'>;
