import type { MlflowPart } from '../source.ts';

/** What is imported by itself when anything in it changes. */
export type Part =
  /** The event files of a folder. */
  | { readonly kind: 'events'; readonly folder: string }
  /** A run, or an experiment, of the file store in a folder. */
  | { readonly kind: 'mlflow'; readonly store: string; readonly part: MlflowPart }
  | { readonly kind: 'database'; readonly path: string };

/** A part that is watched. */
export interface Unit {
  readonly part: Part;
  /** The path that was given, above it. */
  readonly given: Given;
  readonly entries: Set<Entry>;
  /** Its source says that it has ended: its files hardly ever change. */
  hasEnded: boolean;
  /** It has been imported. */
  isKnown: boolean;
  heatedAt: number | undefined;
  /** Of a database: when all of it was looked through the last time, how long not to do so again, and whether it is due. */
  wholeAt: number;
  wholeEveryMs: number;
  isWhole: boolean;
  /** When it is to be imported again though nothing changes; milliseconds of the lookout's clock. */
  dueAt: number | undefined;
}

/** A path that a person gave. */
export interface Given {
  readonly path: string;
  /** The folder that runs of event files are seen from, as of the last time. */
  root: { readonly path: string; readonly isGuessed: boolean } | undefined;
}

/** What stands in a folder, and how it is taken. */
export type Role =
  /** Event files, databases and file stores are looked for in it. */
  | { readonly kind: 'search' }
  /** MLflow's file store, an experiment of it, a run or a folder in one. */
  | { readonly kind: 'store' }
  | { readonly kind: 'experiment'; readonly store: string; readonly experiment: string }
  | { readonly kind: 'run'; readonly store: string; readonly experiment: string; readonly run: string };

/** A file, or a folder, that is looked at now and then. */
export interface Entry {
  readonly path: string;
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'database';
  readonly parent: Entry | undefined;
  readonly given: Given;
  role: Role;
  unit: Unit | undefined;
  /** What tells whether it has changed. */
  stamp: string;
  size: number;
  /** When it was changed, as its file system says: milliseconds since 1970. */
  modified: number;
  /** When it was last seen to change, and, of a folder, when to read it once more; milliseconds of the lookout's clock. */
  changedAt: number;
  readAgainAt: number | undefined;
  /** It may be large and seldom matters: looked at in turn only. */
  readonly isLesser: boolean;
  readonly children: Map<string, Entry>;
  isGone: boolean;
}

/** The key of a part. */
export function partKey(part: Part): string {
  switch (part.kind) {
    case 'events':
      return `events ${part.folder}`;
    case 'mlflow':
      return `mlflow ${part.store}\n${part.part.experiment}\n${part.part.run ?? ''}`;
    case 'database':
      return `database ${part.path}`;
  }
}
