import type { Span } from '@xt/grammar';
import type { BoundColumn, BoundExpression, BoundKey, Check, ComputedValue, KeyRef, Scope } from '../bind/bound.ts';
import type { ArtifactsPlan, DiffPlan, TextDiffPlan } from './artifacts-plan.ts';
import type { ComparePlan } from './compare-plan.ts';
import type { CurvesPlan } from './curves-plan.ts';
import type { GroupsPlan } from './groups-plan.ts';
import type { TablePlan } from './table-plan.ts';

/** A query as relational work that knows no store. */
export type Plan =
  | RunsPlan
  | GroupsPlan
  | ComparePlan
  | CurvesPlan
  | TablePlan
  | ArtifactsPlan
  | DiffPlan
  | TextDiffPlan;

/** Rows of runs: stages one after the other, then the columns of the rows that are left. */
export interface RunsPlan {
  readonly kind: 'runs';
  readonly scope: Scope;
  readonly stages: readonly Stage[];
  readonly columns: readonly BoundColumn[];
  readonly checks: readonly Check[];
}

/** Filter, then order, then cut. The first stage starts from the store, each later one from the rows before it. */
export interface Stage {
  readonly from: 'store' | 'rows-before' | { readonly runs: readonly number[] };
  readonly where: Predicate;
  readonly order: Order;
  readonly limit?: number;
  /** So many keys of the order come first that tell groups of rows apart: the limit is of each. */
  readonly per?: number;
  /** Values of a run that is named, which need no row of any stage. */
  readonly known?: readonly StageValue[];
  /** Values of the rows that are left, computed of all of them; the stages after this one and the columns name them. */
  readonly values?: readonly StageValue[];
}

export interface StageValue {
  readonly id: number;
  readonly of: ComputedValue;
  /** No row is left that has a greater one, so that those may be missing. */
  readonly most?: number;
}

/** `as-given` keeps the order of the rows that the stage starts from; `any` leaves it to a later stage. */
export type Order = 'newest' | 'as-given' | 'any' | { readonly keys: readonly BoundKey[] };

/**
 * What a run must meet, with every `not` pushed down to the leaves: a leaf asks for what is true (or, negated, for what
 * is false), and both leave out what is unknown. So `and` is an intersection of sets of runs and `or` a union.
 */
export type Predicate =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'and' | 'or'; readonly items: readonly Predicate[] }
  | Leaf
  | TypeLeaf
  | AmongLeaf;

export interface Leaf {
  readonly kind: 'leaf';
  readonly condition: BoundExpression;
  readonly negated: boolean;
}

/** True where the run's own value of a param or tag has this type. */
export interface TypeLeaf {
  readonly kind: 'type-is';
  readonly of: 'param' | 'tag';
  readonly key: KeyRef;
  readonly type: 'number' | 'text' | 'bool';
  readonly span: Span;
}

/** True of the runs that an earlier step found: ClickHouse tells them by their numbers while it reads their rows. */
export interface AmongLeaf {
  readonly kind: 'among';
  readonly of: number;
}
