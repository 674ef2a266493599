import type { Span } from '@xt/grammar';
import type { ValueType } from '../catalog/value-types.ts';
import type { BoundColumn, BoundExpression, BoundKey, BoundRuns, Check, RunClause, Scope } from './bound.ts';

/** A row per group of runs that are alike in all keys; without keys one row, even of no runs. */
export interface BoundGroups {
  readonly kind: 'groups';
  readonly scope: Scope;
  readonly of: BoundRuns;
  /** Read by clauses and columns as `row-column`s `key 1`, `key 2` …; unsorted, groups come in their order. */
  readonly keys: readonly BoundExpression[];
  /** Read as `row-column`s by their names. */
  readonly aggregates: readonly BoundAggregate[];
  readonly clauses: readonly RunClause[];
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}

export interface BoundAggregate {
  readonly name: string;
  readonly type: ValueType;
  readonly of: RunAggregate;
  /** What it is over, as printed. */
  readonly over: string;
  readonly span: Span;
}

/** One value of a group's runs. Missing values are left out of all but `count-runs`, NaN of all but the counts. */
export type RunAggregate =
  | { readonly kind: 'count-runs' }
  /** How many runs have a value; how many meet a condition. */
  | { readonly kind: 'count' | 'count-true'; readonly item: BoundExpression }
  /** Of a condition, as `or` and `and` of all runs: unknown ones count as unknown. */
  | { readonly kind: 'any' | 'all'; readonly item: BoundExpression }
  /** NaN where all values are; `std` and `var` are the sample's, missing below two values. */
  | { readonly kind: RunStatistic; readonly item: BoundExpression }
  /** Interpolates linearly. */
  | { readonly kind: 'quantile'; readonly share: number; readonly item: BoundExpression }
  /** One end of a band, or how many values it is made of. */
  | {
      readonly kind: 'band';
      readonly band: BandKind;
      readonly end: 'lo' | 'hi' | 'n';
      readonly item: BoundExpression;
    }
  /** The name of the first run by this key, of equal ones the one with the least id; missing where none has a value. */
  | { readonly kind: 'best-run'; readonly key: BoundKey };

export type RunStatistic = 'min' | 'max' | 'mean' | 'median' | 'sum' | 'std' | 'var';

/** `std`, `sem` and `ci95` lie around the mean, missing below two values; `iqr` are the quartiles. */
export type BandKind = 'std' | 'sem' | 'ci95' | 'minmax' | 'iqr';

/** A value of each row that takes more than the row itself; computed of the rows that reach its clause. */
export type ComputedValue =
  /** The place of the row by `key` among those alike in all of `per`: 1 is first, equal ones share and leave gaps. */
  | { readonly kind: 'rank'; readonly key: BoundKey; readonly per: readonly BoundExpression[] }
  /** What an expression is of this run, whether it is a row or not. */
  | { readonly kind: 'of-run'; readonly run: number; readonly project: number; readonly item: BoundExpression };

/** Welch's t-test of one value per run between two sets of runs: one row. */
export interface BoundCompare {
  readonly kind: 'compare';
  readonly scope: Scope;
  /** As it is printed. */
  readonly name: string;
  readonly left: ComparedRuns;
  readonly right: ComparedRuns;
  readonly checks: readonly Check[];
}

/** The runs of one side and the value, a number or duration, as it is bound in their projects. */
export interface ComparedRuns {
  readonly of: BoundRuns;
  readonly value: BoundExpression;
}
