import type { BandKind, BoundColumn, Check, CurveMaking } from '../bind/bound.ts';
import type { ArtifactSteps, DiffSteps, TextDiffSteps } from './artifact-steps.ts';
import type { CompareSteps, GroupSteps } from './group-steps.ts';
import type { Step, StepId } from './steps.ts';

/** Where the cells of a column come from. */
export type CellSource =
  | { readonly kind: 'fetched'; readonly step: StepId; readonly index: number }
  /** The value by which a step of ClickHouse ordered the rows. */
  | { readonly kind: 'sort-key'; readonly step: StepId; readonly index: number }
  | { readonly kind: 'constant'; readonly value: number | string | boolean | null };

export interface ShownColumn {
  readonly column: BoundColumn;
  readonly cells: CellSource;
}

/** What to do, in order, and how the results become the answer. */
export type Steps = (
  | RunSteps
  | CurveSteps
  | TableSteps
  | GroupSteps
  | CompareSteps
  | ArtifactSteps
  | DiffSteps
  | TextDiffSteps
) & {
  readonly counted?: readonly CountedCheck[];
};

/** A check with the step whose runs it counts. */
export interface CountedCheck {
  readonly check: Extract<Check, { readonly conditions: unknown }>;
  readonly step: StepId;
}

/** What groups the runs of curves: the keys as they are shown, and the step that tells the groups apart and orders them. */
export interface CurveGroupSteps {
  readonly names: readonly string[];
  readonly shown: readonly ShownColumn[];
  readonly groups: StepId;
  readonly band?: BandKind;
}

/** Rows that are points: of the runs of `rows`, in their order, then by series. */
export interface CurveSteps {
  readonly kind: 'curves';
  readonly steps: readonly Step[];
  /** The step that gives the runs. */
  readonly rows: StepId;
  /** The step that fetches the id, name, start and project of each, where they are shown. */
  readonly identity?: StepId;
  /** The step that makes the curves, or the bands of groups. */
  readonly curves: StepId;
  /** What each series is called. */
  readonly names: readonly string[];
  readonly making: CurveMaking;
  /** Whether runs are of several projects. */
  readonly several: boolean;
  /** At most so many rows are shown. */
  readonly limit?: number;
  readonly checks: readonly Check[];
  readonly group?: CurveGroupSteps;
}

/** Rows of a listing. */
export interface TableSteps {
  readonly kind: 'table';
  readonly steps: readonly Step[];
  /** The step that lists them. */
  readonly rows: StepId;
  /** At most so many rows are shown. */
  readonly limit?: number;
  readonly checks: readonly Check[];
}

export interface RunSteps {
  readonly kind: 'runs';
  readonly steps: readonly Step[];
  /** The step whose runs are the rows. */
  readonly rows: StepId;
  /** The step whose runs would be the rows if fewer had not been asked for, or which counts them. */
  readonly all: StepId;
  readonly shown: readonly ShownColumn[];
  readonly checks: readonly Check[];
}
