import type { RunState } from '../catalog/run-fields.ts';

/**
 * One acknowledged unit of writing: everything in it becomes visible together, in the order that a crash can only
 * repeat, never tear (`docs/architecture.md`, writing). References between its parts are indices into `runs`.
 */
export interface Batch {
  /** The kind of source: `tensorboard`, `mlflow` … */
  readonly source: string;
  readonly project: string;
  readonly runs: readonly RunUpdate[];
  readonly edges?: readonly EdgeUpdate[];
  /** Edges that the source said before and takes back. */
  readonly cuts?: readonly EdgeUpdate[];
  readonly points?: readonly PointBlock[];
  readonly artifacts?: readonly ArtifactUpdate[];
  readonly goals?: readonly { readonly metric: string; readonly goal: 'max' | 'min' }[];
  /** Where the reader stands after this batch, by its own keys; read back by `positions`. */
  readonly positions?: readonly PositionUpdate[];
}

/** What a source says of a run; absent fields are left as they are. What a person has set is kept. */
export interface RunUpdate {
  /** Unique within project and source; the run's outside id too unless `id` is given. */
  readonly sourceId: string;
  readonly id?: string;
  /** The source id under which the run is known, if that is another: it is renamed, and its old id still leads to it. */
  readonly formerId?: string;
  /**
   * Source ids of runs that have turned out to be this one, and whose data was written to it: they go, what a person has
   * said of them is kept with this one, and their ids lead to it.
   */
  readonly absorbs?: readonly string[];
  readonly name?: string;
  readonly user?: string;
  readonly state?: RunState;
  /** Microseconds since 1970, as all times here. */
  readonly created?: number;
  readonly started?: number;
  /**
   * A run of another project and this source that it has turned out to be, and to which its data was written: it goes, as
   * those that are absorbed.
   */
  readonly becomes?: { readonly project: string; readonly sourceId: string };
  /** Null takes it back: the run goes on. */
  readonly ended?: number | null;
  readonly group?: string;
  readonly runKind?: string;
  readonly host?: string;
  readonly notes?: string;
  readonly gitCommit?: string;
  readonly gitBranch?: string;
  readonly gitDirty?: boolean;
  readonly params?: readonly ParamValue[];
  /** Names of params that the source said before and takes back. */
  readonly dropParams?: readonly string[];
  /** A tag without a value is a label. */
  readonly tags?: readonly { readonly name: string; readonly value?: string }[];
  readonly environment?: Readonly<Record<string, unknown>>;
  readonly code?: Readonly<Record<string, unknown>>;
}

/** A param as the source had it: its type and its original text (JSON for lists). */
export interface ParamValue {
  readonly name: string;
  readonly type: 'number' | 'text' | 'bool' | 'list' | 'null';
  readonly text: string;
}

/**
 * `parent` and `child` are indices into the batch's runs, or source ids of runs of this project and source. An edge whose
 * runs are not there yet waits for them.
 */
export interface EdgeUpdate {
  readonly parent: number | string;
  readonly child: number | string;
  readonly kind: string;
  readonly step?: number;
  /** A run that this project has not may be one of another. */
  readonly anywhere?: boolean;
}

/**
 * Points of one series, columns of equal length in any order of steps. Of several points of a step the one with the
 * greatest `order` survives, here and among all that was or will be written.
 */
export interface PointBlock {
  readonly run: number;
  readonly metric: string;
  /** No NaN; -0 becomes 0. */
  readonly steps: Float64Array;
  /** Microseconds since 1970. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** The source's own order: whole numbers below 2^53. */
  readonly order: Float64Array;
}

export interface ArtifactUpdate {
  readonly run: number;
  readonly name: string;
  readonly type: string;
  readonly role: 'made' | 'used';
  readonly step?: number;
  readonly created?: number;
  readonly size?: number;
  readonly digest?: string;
  /** The bytes, where the source has them; up to 4 KiB are kept inline, more as an object. */
  readonly content?: Uint8Array | (() => AsyncIterable<Uint8Array>);
  /** Of several with the same run, role, name and step the one with the greatest order stays; absent: the one written last. */
  readonly order?: number;
}

export interface PositionUpdate {
  readonly key: string;
  readonly position: unknown;
}

/** What became of a batch. */
export interface Written {
  /** Its number in the change feed. */
  readonly sequence: number;
  readonly newRuns: number;
  /** Points written: one a step of each series. */
  readonly points: number;
  /** Edges that name a run that is not there, and wait for it. */
  readonly edgesLeftOut: number;
  /** Points that lost against another of their step, of this batch or written before. */
  readonly superseded: number;
  /** Run numbers, in the order of the batch's runs; -1 for a run that a person deleted. */
  readonly runs: readonly number[];
}

/** The only way into the stores. Batches are written one after the other, in the order of the calls. */
export interface Writer {
  write(batch: Batch): Promise<Written>;
  /** Every position that this source has committed in a project, by key. */
  positions(project: string, source: string): Promise<ReadonlyMap<string, unknown>>;
  /** The projects in which this source has committed a position whose `digest` is one of these. */
  projectsKnowing(source: string, digests: readonly string[]): Promise<readonly string[]>;
  /** Resolves when everything written survives a power loss. */
  flush(): Promise<void>;
}
