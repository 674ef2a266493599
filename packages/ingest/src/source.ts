import type { FoundFile } from './walk.ts';

/** The kinds of source that xt reads. */
export const sourceKinds = ['tensorboard', 'mlflow'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** Something at a path that a reader can take in. */
export type Source =
  | TensorboardSource
  /** MLflow's file store: the folder with the experiments; `only` one of them, or one of its runs. */
  | MlflowFiles
  /** MLflow's SQL store: an SQLite database file. */
  | { readonly kind: 'mlflow'; readonly form: 'sqlite'; readonly path: string };

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

export interface MlflowFiles {
  readonly kind: 'mlflow';
  readonly form: 'files';
  readonly path: string;
  readonly only?: { readonly experiment: string; readonly run?: string };
}
