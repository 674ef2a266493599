import type { FoundFile } from './walk.ts';

/** The kinds of source that xt reads. */
export const sourceKinds = ['tensorboard', 'mlflow'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** Something at a path that a reader can take in. */
export type Source = TensorboardSource | MlflowFiles | MlflowDatabase;

/** Event files below a folder; their runs are named by their folders' paths below it. */
export interface TensorboardSource {
  readonly kind: 'tensorboard';
  readonly path: string;
  readonly files: readonly FoundFile[];
  /**
   * The folder was found out from a file, or a run, that was given by itself: names below a given folder count for more,
   * and the files may not be all of their run.
   */
  readonly isGuessed: boolean;
}

/** MLflow's file store: the folder with the experiments; `only` some of them, or some of their runs. */
export interface MlflowFiles {
  readonly kind: 'mlflow';
  readonly form: 'files';
  readonly path: string;
  readonly only?: readonly MlflowPart[];
}

/** A folder of an experiment, or of one of its runs. */
export interface MlflowPart {
  readonly experiment: string;
  readonly run?: string;
}

/** MLflow's SQL store: an SQLite database file. */
export interface MlflowDatabase {
  readonly kind: 'mlflow';
  readonly form: 'sqlite';
  readonly path: string;
  /** Only runs that go on, are new, or got points: what else was said of others meanwhile is left for another time. */
  readonly isLive?: boolean;
}
