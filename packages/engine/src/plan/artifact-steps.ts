import type { Span } from '@xt/grammar';
import type { BoundColumn, Check, Scope } from '../bind/bound.ts';
import type { DiffSection } from '../bind/bound-artifacts.ts';
import type { Reach, ShownColumn, Step, StepId } from './steps.ts';
import type { TableStage } from './table-plan.ts';

/** The artifacts of the runs of `rows`, filtered, sorted and cut: of each its run, and these values. */
export interface ListArtifacts extends Reach {
  readonly kind: 'list-artifacts';
  readonly id: StepId;
  readonly stages: readonly TableStage[];
  readonly columns: readonly BoundColumn[];
  /** The step with the runs in the order of artifacts that are alike in all else, before their names; absent where none are. */
  readonly order?: StepId;
}

/** The runs of a step, the newest first, then by id; both were fetched. */
export interface NewestFirst {
  readonly kind: 'newest-first';
  readonly id: StepId;
  readonly of: StepId;
  readonly by: StepId;
}

/** Everything that the runs of a step have in these sections. */
export interface FetchFacts {
  readonly kind: 'fetch-facts';
  readonly id: StepId;
  readonly of: StepId;
  readonly scope: Scope;
  readonly sections: readonly DiffSection[];
}

/** The text of the artifact that was chosen for each of two runs. */
export interface ReadTexts {
  readonly kind: 'read-texts';
  readonly id: StepId;
  /** The step that chose the artifacts, with their digests, sizes, and the bytes that are kept beside them. */
  readonly of: StepId;
  readonly runs: StepId;
  /** The step that fetched the runs' names and ids. */
  readonly names: StepId;
  readonly name: string;
  /** Whether only those up to a point were chosen of. */
  readonly hasPoint: boolean;
  readonly span: Span;
}

/** Rows that are artifacts. */
export interface ArtifactSteps {
  readonly kind: 'artifacts';
  readonly steps: readonly Step[];
  /** The step that lists them; its columns are those of `columns` that `ofRun` has not, in order. */
  readonly rows: StepId;
  /** The distinct runs behind them. */
  readonly owners: StepId;
  readonly columns: readonly BoundColumn[];
  /** The columns that are values of the runs; the name of a run is two of them, its name and its id. */
  readonly ofRun: readonly ShownColumn[];
  /** At most so many rows are shown. */
  readonly limit?: number;
  readonly checks: readonly Check[];
}

/** Rows that are differences between the runs of `rows`. */
export interface DiffSteps {
  readonly kind: 'diff';
  readonly steps: readonly Step[];
  readonly rows: StepId;
  readonly names: StepId;
  readonly facts: StepId;
  readonly all: boolean;
  readonly limit?: number;
  readonly checks: readonly Check[];
}

/** Rows that are lines of the texts of two runs. */
export interface TextDiffSteps {
  readonly kind: 'text-diff';
  readonly steps: readonly Step[];
  readonly rows: StepId;
  readonly names: StepId;
  readonly texts: StepId;
  readonly sideBySide: boolean;
  readonly all: boolean;
  readonly limit?: number;
  readonly checks: readonly Check[];
}
