import type { RunUpdate } from '@xt/engine/stores';

/** MLflow's file store or its SQL store, seen alike. Runs come without those that were deleted. */
export interface MlflowStore {
  /** The same runs may be in a store of either form, which know nothing of each other's positions. */
  readonly form: 'files' | 'sqlite';
  readonly runs: readonly RunHandle[];
  /** Everything of a run but its points. */
  load(run: RunHandle): LoadedRun;
  /** The points that are new since a position, series by series; returns the new position. */
  points(run: RunHandle, before: unknown): Generator<SeriesPart, MetricsRead>;
  /** What is wrong with the store, if that is why `load` threw. */
  damage(error: unknown): string | undefined;
}

export interface RunHandle {
  readonly id: string;
  /** Its experiment's name. */
  readonly project: string;
  readonly experiment: string;
  readonly parent?: string;
  /** The store says that it goes on, or is to begin. */
  readonly isLive?: boolean;
  /** Roughly what there is to read of its points. */
  readonly bytes: number;
}

export interface LoadedRun {
  readonly update: RunUpdate;
  readonly inputs: readonly DatasetInput[];
  /** Folders that may hold the run's artifacts, the likeliest first, and where in the run's artifacts they lie. */
  readonly artifactFolders: readonly ArtifactFolder[];
}

export interface ArtifactFolder {
  /** The first that exists counts. */
  readonly paths: readonly string[];
  readonly prefix: string;
  readonly type: 'file' | 'model';
}

export interface DatasetInput {
  readonly name: string;
  readonly digest: string;
  readonly tags: number;
}

/** Points of one series: microseconds, and the store's own order. */
export interface SeriesPart {
  readonly metric: string;
  readonly steps: Float64Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly order: Float64Array;
}

export interface MetricsRead {
  /** How many steps were rounded. */
  readonly rounded?: number;
  /** For the next time; undefined where the run has no points. */
  readonly position: unknown;
  /** Points that were passed over because another of their step came later. */
  readonly superseded: number;
  /** How many points there are more than the last time, passed over or not; absent: as many as were given out. */
  readonly added?: number;
}
