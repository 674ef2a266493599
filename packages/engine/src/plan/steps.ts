import type {
  BandKind,
  BoundColumn,
  BoundExpression,
  BoundKey,
  CurveMaking,
  KinPath,
  KinRelation,
  PointSeries,
  Scope,
} from '../bind/bound.ts';
import type { RowColumn } from '../bind/environment.ts';
import type { ValueType } from '../catalog/value-types.ts';
import type {
  CellSource,
  CountedCheck,
  CurveGroupSteps,
  CurveSteps,
  RunSteps,
  ShownColumn,
  Steps,
  TableSteps,
} from './answer-steps.ts';
import type {
  ArtifactSteps,
  DiffSteps,
  FetchFacts,
  ListArtifacts,
  NewestFirst,
  ReadTexts,
  TextDiffSteps,
} from './artifact-steps.ts';
import type { FirstClauses } from './first-clauses.ts';
import type {
  AroundMean,
  BestOfGroups,
  ComparedSteps,
  CompareSteps,
  CountGroups,
  CountRuns,
  GroupedValue,
  GroupRows,
  GroupSteps,
  RankedRuns,
  RankInClickHouse,
  SpreadValue,
} from './group-steps.ts';
import type { FetchSummaries } from './kept-columns.ts';
import type { Leaf, Predicate } from './plan.ts';
import type { StoredValue } from './storage.ts';
import type { LineageWalk, TableSource, TableStage } from './table-plan.ts';

export type {
  AroundMean,
  ArtifactSteps,
  BestOfGroups,
  CellSource,
  ComparedSteps,
  CompareSteps,
  CountedCheck,
  CountGroups,
  CurveGroupSteps,
  CurveSteps,
  DiffSteps,
  FetchFacts,
  FetchSummaries,
  GroupedValue,
  GroupRows,
  GroupSteps,
  ListArtifacts,
  RankedRuns,
  RankInClickHouse,
  ReadTexts,
  RunSteps,
  ShownColumn,
  SpreadValue,
  Steps,
  TableSteps,
  TextDiffSteps,
};

/** The number of a step, by which later steps name its result. */
export type StepId = number;

/**
 * One piece of work on one store or in the process. The result of a `fetch` is columns by run number; that of any other
 * step is distinct run numbers, in order where the step gives one.
 */
export type Step =
  | FindInPostgres
  | CountInPostgres
  | FindByKey
  | FindRemoved
  | FindInClickHouse
  | { readonly kind: 'given'; readonly id: StepId; readonly runs: readonly number[] }
  | { readonly kind: 'union'; readonly id: StepId; readonly of: readonly StepId[] }
  | { readonly kind: 'subtract'; readonly id: StepId; readonly from: StepId; readonly of: StepId }
  | FindKin
  | FindRelatives
  | SideOfRelatives
  | ThroughRelatives
  | { readonly kind: 'owners-of'; readonly id: StepId; readonly of: StepId; readonly rows: StepId }
  | OrderInPostgres
  | OrderInClickHouse
  | OrderAsGiven
  | RankInClickHouse
  | RankedRuns
  | SpreadValue
  | FetchFromPostgres
  | FetchFromClickHouse
  | FetchSummaries
  | GroupRows
  | CountGroups
  | CountRuns
  | BestOfGroups
  | FindForks
  | { readonly kind: 'with-forks'; readonly id: StepId; readonly of: StepId; readonly forks: StepId }
  | FetchCurves
  | GroupRuns
  | FetchBands
  | ListLineage
  | ListRows
  | ListArtifacts
  | NewestFirst
  | FetchFacts
  | ReadTexts;

/** The live runs in scope that meet a predicate. */
export interface FindInPostgres {
  readonly kind: 'find-postgres';
  readonly id: StepId;
  readonly scope: Scope;
  readonly where: Predicate;
  readonly within?: StepId;
}

/** How many live runs in scope meet a predicate, without saying which. */
export interface CountInPostgres {
  readonly kind: 'count-postgres';
  readonly id: StepId;
  readonly scope: Scope;
  readonly where: Predicate;
  readonly within?: StepId;
}

/** The runs that meet a condition on one param, tag or artifact, read off its index: deleted ones too. */
export interface FindByKey {
  readonly kind: 'find-by-key';
  readonly id: StepId;
  readonly where: Leaf;
}

/** The runs that are not live: ClickHouse holds their points too. */
export interface FindRemoved {
  readonly kind: 'find-removed';
  readonly id: StepId;
}

/** The runs whose rows meet a predicate (with `unmet`: those whose rows do not). */
export interface FindInClickHouse extends Reach {
  readonly kind: 'find-clickhouse';
  readonly id: StepId;
  readonly where: Predicate;
  readonly unmet: boolean;
  /** Values of the runs that it finds, computed of the same points. */
  readonly columns?: readonly BoundExpression[];
}

/** The runs that are kin of any of a step's runs, deleted ones too, and walked through. */
export interface FindKin {
  readonly kind: 'find-kin';
  readonly id: StepId;
  readonly relation: KinRelation;
  readonly of: StepId;
  /** At most so many edges away. */
  readonly within?: number;
  /** Over edges of these kinds only. */
  readonly by?: readonly string[];
}

/**
 * Each run of a step beside its relative on each path: rows of both, numbered from 1. With `all`, a row for each
 * combination of relatives; else the first logged. A run without one stands beside none.
 */
export interface FindRelatives {
  readonly kind: 'find-relatives';
  readonly id: StepId;
  /** Without it, every run that has a parent: then the only path is to parents. */
  readonly of?: StepId;
  readonly paths: readonly KinPath[];
  readonly all: boolean;
}

/** A side of such rows: the run itself, or its relative on a path, by its position. */
export type Side = 'owner' | number;

/** The distinct runs of a side, or the numbers of the rows. */
export interface SideOfRelatives {
  readonly kind: 'side-of-relatives';
  readonly id: StepId;
  readonly of: StepId;
  readonly side: Side | 'row';
}

/** Values of the runs of a side as values of their rows, or of the runs that have them as relatives. */
export interface ThroughRelatives {
  readonly kind: 'through-relatives';
  readonly id: StepId;
  readonly of: StepId;
  readonly side: Side;
  readonly by: 'owner' | 'row';
  readonly cells: readonly RelativeCell[];
}

/** A cell's value, `absent` where it has none; or the number of the run itself. */
export type RelativeCell =
  | { readonly kind: 'cell'; readonly cell: CellSource; readonly absent?: false }
  | { readonly kind: 'number' };

/** Which runs have rows in a ClickHouse step: those with any input of the step, within a set, or exactly a set. */
export interface Reach {
  readonly scope: Scope;
  /** Runs without it are left out. */
  readonly within?: StepId;
  /** All other runs are in reach. */
  readonly without?: StepId;
  /** Each of these has a row, even without any input. */
  readonly rows?: StepId;
  /** The fetch whose columns travel to ClickHouse. */
  readonly carried?: StepId;
}

export interface OrderInPostgres {
  readonly kind: 'order-postgres';
  readonly id: StepId;
  readonly scope: Scope;
  readonly where: Predicate;
  readonly within?: StepId;
  readonly order: 'newest' | readonly BoundKey[];
  readonly limit?: number;
  /** Values of the runs that come with them. */
  readonly values?: readonly OwnValue[];
}

/** A value that stands in the run's own row, or one of its params or tags under one reading. */
export type OwnValue = Exclude<StoredValue, { readonly kind: 'membership' | 'computed' }>;

/**
 * The order of ClickHouse over the runs that have rows; then those without, by id. Where `check` is given, Postgres says
 * which of the candidates are live, in scope and meet it, in chunks until the limit is reached; else they are `within`.
 */
export interface OrderInClickHouse extends Reach {
  readonly kind: 'order-clickhouse';
  readonly id: StepId;
  readonly where: Predicate;
  readonly keys: readonly BoundKey[];
  /** So many keys come first that tell groups of rows apart: the limit is of each. */
  readonly per?: number;
  readonly check?: Predicate;
  /** Whether runs without a row are rows of the result. */
  readonly rest: boolean;
  readonly limit?: number;
  /** Values of the runs, computed of the same points. */
  readonly columns?: readonly BoundExpression[];
}

/** The runs of `list` that are in `within`, in the order of `list`, without the first `skip` of them. */
export interface OrderAsGiven {
  readonly kind: 'order-as-given';
  readonly id: StepId;
  readonly list: StepId;
  readonly within: StepId;
  readonly skip?: number;
  readonly limit?: number;
}

/** Values by run; those that earlier steps computed are passed on as they are. */
export interface FetchFromPostgres {
  readonly kind: 'fetch-postgres';
  readonly id: StepId;
  readonly of: StepId;
  readonly values: readonly StoredValue[];
}

export interface FetchFromClickHouse extends Reach {
  readonly kind: 'fetch-clickhouse';
  readonly id: StepId;
  readonly columns: readonly BoundExpression[];
}

/** The first logged fork edge, with its step, of each run of a step and of their parents on the ways up. */
export interface FindForks {
  readonly kind: 'find-forks';
  readonly id: StepId;
  readonly of: StepId;
}

/** The curves of series, in the order of the query, of the runs of a step. */
export interface FetchCurves {
  readonly kind: 'fetch-curves';
  readonly id: StepId;
  readonly of: StepId;
  /** The runs whose points are read: with a history those before forks too. */
  readonly reached: StepId;
  /** The step that fetches the id, name, start and project of each. */
  readonly identity: StepId;
  readonly scope: Scope;
  readonly series: readonly PointSeries[];
  readonly axisSeries?: PointSeries;
  readonly making: CurveMaking;
  /** Curves come whole, since they are joined before they are sampled. */
  readonly whole?: true;
  readonly forks?: StepId;
  /** The fetch whose columns travel to ClickHouse. */
  readonly carried?: StepId;
}

/** The runs of a step in groups that are alike in all parts; what it gives of a run is the place of its group. */
export interface GroupRuns {
  readonly kind: 'group-runs';
  readonly id: StepId;
  readonly of: StepId;
  readonly parts: readonly ShownColumn[];
}

/** What series are at each step over the runs of a group, of the runs of a step; `carried` has the places of groups. */
export interface FetchBands extends Reach {
  readonly kind: 'fetch-bands';
  readonly id: StepId;
  readonly within: StepId;
  readonly groups: StepId;
  readonly series: readonly PointSeries[];
  readonly band?: BandKind;
}

/** The names that the runs of a step have, or the projects, filtered, sorted and cut. */
export interface ListRows {
  readonly kind: 'list-rows';
  readonly id: StepId;
  /** The runs, or the step that listed the rows. */
  readonly of: StepId;
  /** All runs but those of the step are meant. */
  readonly others?: true;
  readonly source: TableSource;
  readonly scope: Scope;
  /** What Postgres does where it lists the rows: sorted by columns of theirs, then as they are found. */
  readonly first?: FirstClauses<readonly BoundKey[]>;
  readonly stages: readonly TableStage[];
  readonly columns: readonly BoundColumn[];
  /** Values of the runs behind the rows. */
  readonly added?: readonly AddedColumn[];
  /** The columns of rows that are groups. */
  readonly own?: readonly RowColumn[];
}

/** A row for each live run in scope on the ways up and down from the runs of a step. */
export interface ListLineage extends LineageWalk, FirstClauses<LineageOrder> {
  readonly kind: 'list-lineage';
  readonly id: StepId;
  readonly of: StepId;
  /** Whether the first logged edge to each run is told. */
  readonly edges: boolean;
  readonly scope: Scope;
}

/** By depth, then by keys that Postgres sorts by, then by id. */
export interface LineageOrder {
  readonly depth: 'asc' | 'desc';
  readonly keys: readonly BoundKey[];
}

/** A value that a step computed of each row, by its number. */
export interface AddedColumn {
  readonly name: string;
  readonly type: ValueType;
  readonly of: StepId;
  readonly index: number;
}
