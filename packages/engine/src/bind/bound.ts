import type { Span } from '@xt/grammar';
import type { ScalarFunction, SeriesAggregate } from '../catalog/functions.ts';
import type { RunFieldName } from '../catalog/run-fields.ts';
import type { ValueType } from '../catalog/value-types.ts';
import type { BoundArtifacts, BoundDiff, BoundTextDiff } from './bound-artifacts.ts';
import type { BoundCurves } from './bound-curves.ts';
import type { BoundCompare, BoundGroups, ComputedValue } from './bound-groups.ts';
import type { BoundLineage, BoundNames, BoundProjects } from './bound-listings.ts';

export type { BoundCurveGroups, BoundCurveSeries, BoundCurves, CurveMaking, Range } from './bound-curves.ts';
export type {
  BandKind,
  BoundAggregate,
  BoundCompare,
  BoundGroups,
  ComparedRuns,
  ComputedValue,
  RunAggregate,
  RunStatistic,
} from './bound-groups.ts';
export type { BoundLineage, BoundNames, BoundProjects } from './bound-listings.ts';
export type { ScalarFunction, SeriesAggregate };

/**
 * The bound query: every name resolved, every expression typed, clauses in the order written, knowing no store.
 * Diagnostics of severity `note` that only the data can confirm (how many runs lack a name) stand in `checks`.
 */
export type BoundQuery =
  | BoundRuns
  | BoundGroups
  | BoundCompare
  | BoundCurves
  | BoundNames
  | BoundProjects
  | BoundLineage
  | BoundArtifacts
  | BoundDiff
  | BoundTextDiff;

/** The projects that rows may come from. */
export interface Scope {
  /** Ids; absent: every project. */
  readonly projects?: readonly number[];
  /** Whether rows may span several projects, so that `project` is shown. */
  readonly several: boolean;
}

/** An ordered pipeline over runs. `columns` is what the rows show, after the last clause. */
export interface BoundRuns {
  readonly kind: 'runs';
  readonly scope: Scope;
  readonly from: RunsFrom;
  readonly clauses: readonly RunClause[];
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}

export type RunsFrom =
  | { readonly kind: 'all-runs' }
  /** Run numbers, known when bound; rows in this order unless sorted. */
  | { readonly kind: 'these-runs'; readonly runs: readonly number[] }
  | { readonly kind: 'subquery'; readonly query: BoundRuns };

export type RunClause =
  | { readonly kind: 'where'; readonly condition: BoundExpression; readonly span: Span }
  | { readonly kind: 'sort'; readonly keys: readonly BoundKey[]; readonly span: Span }
  | { readonly kind: 'limit'; readonly count: number; readonly span: Span }
  /** The first rows by `key` of those alike in all of `per`; sorts by `per`, then by `key`. */
  | {
      readonly kind: 'top';
      readonly count: number;
      readonly key: BoundKey;
      readonly per: readonly BoundExpression[];
      readonly span: Span;
    }
  /** Computes a value of each row; `id` is that of no other clause of the query. */
  | { readonly kind: 'compute'; readonly id: number; readonly of: ComputedValue; readonly span: Span };

/** A key of type `mixed` sorts numbers by value, then text by code point, then false, true, then lists as their text. */
export interface BoundKey {
  readonly expression: BoundExpression;
  readonly direction: 'asc' | 'desc';
}

/** One output column: its name as shown, and what it shows. */
export interface BoundColumn {
  readonly name: string;
  readonly expression: BoundExpression;
  readonly span?: Span;
  /** Shown by machine formats only (the run's id). */
  readonly machine?: true;
}

/**
 * Whose value it is, from the run on: its parent's, its root's (its own, of a run without parents), its parent's
 * parent's … In a condition any of them; elsewhere the first logged.
 */
export interface OfKin {
  readonly kin?: KinPath;
}

/** The first logged one in a condition too where that is said. */
export type KinPath = readonly ('parent' | 'root' | 'first-parent' | 'first-root')[];

/** A metric by the ids of its name, one per project in reach. */
export interface MetricRef extends OfKin {
  readonly name: string;
  readonly ids: readonly number[];
  /** The project of the only id. */
  readonly project?: number;
  /** Ids of names that are equal but for `.` and `/`: runs that have only these are counted in a note. */
  readonly others: readonly number[];
}

/**
 * A series of points (step, time, value) in order of steps, one a step: a metric's as it was logged, or one made of
 * others. Every reading of points (values of a series, curves) starts from it.
 */
export type PointSeries =
  /** `ofRun`: the number of the run whose points they are, in place of its own; only a plan gives it. */
  | { readonly kind: 'metric'; readonly metric: MetricRef; readonly ofRun?: BoundExpression; readonly span: Span }
  | { readonly kind: 'window'; readonly of: PointSeries; readonly window: SeriesWindow }
  /** x is the step. */
  | { readonly kind: 'smoothed'; readonly of: PointSeries; readonly smoothing: SeriesSmoothing }
  /**
   * The steps that all of `of` have, with the latest of their times. `value` is computed at each from `point`s; all else
   * in it has one value a run. Where it is a number that is missing there is no point; a condition may be unknown.
   */
  | { readonly kind: 'pointwise'; readonly of: readonly PointSeries[]; readonly value: BoundExpression };

/** Which points of a series are left, ends included; an absent end is open, a missing one leaves no point. */
export type SeriesWindow =
  /** The ends are numbers over the run. */
  | { readonly kind: 'steps'; readonly from?: BoundExpression; readonly to?: BoundExpression }
  /** The ends are times over the run. */
  | { readonly kind: 'time'; readonly from?: BoundExpression; readonly to?: BoundExpression }
  /** So many points; so many seconds from its earliest or to its latest time; so many percent of its range of steps. */
  | { readonly kind: 'first' | 'last'; readonly by: 'points' | 'seconds' | 'percent'; readonly size: number };

/** `amount` is the weight (ema, twema), the standard deviation in steps (gaussian) or the number of points. */
export interface SeriesSmoothing {
  readonly method: 'ema' | 'twema' | 'gaussian' | 'mean' | 'median';
  readonly amount: number;
}

/** What is asked of a series; the last five of a series whose values are conditions. */
export type SeriesFunction =
  | { readonly kind: SeriesAggregate | 'median' | 'slope' }
  | { readonly kind: 'quantile'; readonly share: number }
  /** The last value of a series that is cut off at a point, which is as written, for messages. */
  | { readonly kind: 'at'; readonly point: string }
  /** The step, the time of the last point; how many points are NaN. */
  | { readonly kind: 'last-step' | 'last-time' | 'nan-count' }
  | { readonly kind: 'any' | 'all' | 'count-true' }
  /** The step, the time of the first point at which it holds. */
  | { readonly kind: 'step-when' | 'time-when' };

/** A param or tag by the ids of its name. */
export interface KeyRef extends OfKin {
  readonly name: string;
  readonly ids: readonly number[];
  /** The project of the only id. */
  readonly project?: number;
  readonly others: readonly number[];
  /** Bit set of `typeBits` over the projects in reach. */
  readonly types: number;
}

/** How the text, number or flag of a param is read where an expression needs one type. */
export type ParamReading =
  /** Numbers, and text that reads as one; all else is of another type. */
  | 'number'
  /** Text; all else is of another type. */
  | 'text'
  /** Bools, and text that reads as one. */
  | 'bool'
  | 'list'
  /** The original text of whatever type, for output. */
  | 'shown';

interface Typed {
  readonly type: ValueType;
  readonly span: Span;
}

export type KinRelation = 'ancestor' | 'descendant' | 'child' | 'parent' | 'sibling';

/** An expression with one value per row; three-valued where it is a condition. */
export type BoundExpression =
  | (Typed & { readonly kind: 'constant'; readonly value: ConstantValue })
  | (Typed & OfKin & { readonly kind: 'field'; readonly field: RunFieldName })
  /** A column of a row that is no run: of `metrics`, `params` and `projects`. */
  | (Typed & { readonly kind: 'row-column'; readonly column: string })
  /** The value that a `compute` clause before it gave the row. */
  | (Typed & { readonly kind: 'clause-value'; readonly clause: number })
  /** A value by run that an earlier step computes, by its number and the place of its column; only a plan makes it. */
  | (Typed & { readonly kind: 'computed'; readonly of: number; readonly index: number })
  | (Typed & { readonly kind: 'param' | 'tag'; readonly key: KeyRef; readonly reading: ParamReading })
  /** One element of a list param, from 0. */
  | (Typed & {
      readonly kind: 'list-element';
      readonly key: KeyRef;
      readonly index: number;
      readonly reading: ParamReading;
    })
  /**
   * By the type of the run's own value: the branch for numbers, for text, for bools; a missing branch is unknown, as is
   * a missing param.
   */
  | (Typed & {
      readonly kind: 'by-type';
      readonly key: KeyRef;
      readonly of: 'param' | 'tag';
      readonly number?: BoundExpression;
      readonly text?: BoundExpression;
      readonly bool?: BoundExpression;
      /** Only in sort keys and group keys. */
      readonly list?: BoundExpression;
      /** The name of the type, where a step computes it; only a plan gives it. */
      readonly typeName?: BoundExpression;
    })
  | (Typed & { readonly kind: 'aggregate'; readonly aggregate: SeriesAggregate; readonly metric: MetricRef })
  /** One value of a series that the summary does not keep. */
  | (Typed & {
      readonly kind: 'series-value';
      readonly of: SeriesFunction;
      readonly series: PointSeries;
      /** The series as written, for messages. */
      readonly name: string;
    })
  /** Only in the value of a `pointwise` series: the value that one of its series has at the point. */
  | (Typed & { readonly kind: 'point'; readonly index: number })
  | (Typed & {
      readonly kind: 'arithmetic';
      readonly op: '+' | '-' | '*' | '/' | '%' | '^';
      readonly left: BoundExpression;
      readonly right: BoundExpression;
    })
  | (Typed & { readonly kind: 'negate'; readonly item: BoundExpression })
  /**
   * Arguments as the functions table says, coerced. `number` of a param reads it as one, without a note; of a text it is
   * what the text reads as, else missing. Of `day`, `week` and `month` the second is the name of the time zone, a
   * constant text.
   */
  | (Typed & {
      readonly kind: 'call';
      readonly function: ScalarFunction;
      readonly arguments: readonly BoundExpression[];
    })
  | BoundCondition;

/** An expression that is true, false or unknown. `between` and `not in` are bound to these. */
export type BoundCondition =
  | (Typed & { readonly kind: 'and' | 'or'; readonly items: readonly BoundExpression[] })
  | (Typed & { readonly kind: 'not'; readonly item: BoundExpression })
  /** Both sides have the same type; a missing or NaN side makes it unknown. */
  | (Typed & {
      readonly kind: 'compare';
      readonly op: '=' | '!=' | '<' | '<=' | '>' | '>=';
      readonly left: BoundExpression;
      readonly right: BoundExpression;
    })
  /** Values are constants of the item's type. */
  | (Typed & { readonly kind: 'in'; readonly item: BoundExpression; readonly values: readonly ConstantValue[] })
  /** Text item; `contains` takes a list as well. The pattern is constant. */
  | (Typed & {
      readonly kind: 'match';
      readonly op: 'like' | 'ilike' | 'matches' | 'contains' | 'starts with' | 'ends with';
      readonly item: BoundExpression;
      readonly pattern: ConstantValue;
    })
  /** `missing` is never unknown; `nan` and `finite` of a missing value are. */
  | (Typed & { readonly kind: 'is'; readonly test: 'missing' | 'nan' | 'finite'; readonly item: BoundExpression })
  | (Typed & { readonly kind: 'tagged'; readonly label: string })
  /** Whether the run is kin of any of the runs, never of itself: over edges of all kinds or of these. */
  | (Typed & {
      readonly kind: 'kin';
      readonly relation: KinRelation;
      readonly of: readonly number[] | BoundRuns;
      /** At most so many edges away. */
      readonly within?: number;
      readonly by?: readonly string[];
    })
  /** Whether the run is among those that an earlier step found; only a plan makes it. */
  | (Typed & { readonly kind: 'in-set'; readonly of: number })
  | (Typed & {
      readonly kind: 'artifact-link';
      readonly role: 'used' | 'made';
      readonly like: boolean;
      readonly text: string;
    });

/**
 * Times are microseconds since 1970, durations seconds; null is missing. So `time - time` is divided by 1e6, and a
 * duration is multiplied by 1e6 before it is added to a time.
 */
export type ConstantValue = number | string | boolean | null;

/** A note that only the data can confirm, with the span it speaks of: run beside the query, dropped where it counts 0. */
export type Check =
  /** "412 of 3,214 runs have no val.acc": runs in reach, before the query's conditions, that lack the name. */
  | {
      readonly kind: 'lacking';
      readonly span: Span;
      readonly what: 'metric' | 'param' | 'tag';
      readonly name: string;
      readonly ids: readonly number[];
    }
  /** Runs that have only the other spelling of a name. */
  | {
      readonly kind: 'other-spelling';
      readonly span: Span;
      readonly what: 'metric' | 'param' | 'tag';
      readonly name: string;
      readonly ids: readonly number[];
      readonly others: readonly number[];
    }
  /**
   * Params whose text was read as a number or a bool, or whose type made a comparison unknown: runs whose value's type
   * is one of `types`, a bit set of `typeBits`. `reading` is what was asked for; `shown` where several types were.
   */
  | {
      readonly kind: 'coerced' | 'other-type';
      readonly span: Span;
      readonly key: KeyRef;
      readonly of: 'param' | 'tag';
      readonly reading: ParamReading;
      readonly types: number;
    }
  /** Runs whose series ended before the point of an `at`: those that have it and meet the conditions. */
  | {
      readonly kind: 'ended-before';
      readonly span: Span;
      readonly name: string;
      /** The point as written: `step 1000`, `50%`. */
      readonly point: string;
      readonly conditions: readonly BoundExpression[];
    }
  /** Runs whose metric has NaN points that an aggregate left out. */
  | { readonly kind: 'nan-skipped'; readonly span: Span; readonly metric: MetricRef }
  /** The same of a series that is made: runs that meet the conditions, the first of which keep the others from many. */
  | {
      readonly kind: 'nan-made';
      readonly span: Span;
      readonly name: string;
      readonly conditions: readonly BoundExpression[];
    };
