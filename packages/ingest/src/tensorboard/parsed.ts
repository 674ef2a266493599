import type { FiledSession } from './hparams.ts';

/** What a parser reads in one go: the event files of runs, from given offsets on. Crosses the border between threads. */
export interface ParseJob {
  readonly runs: readonly RunJob[];
  /** A batch ends at the first record after this many points. */
  readonly batchPoints: number;
}

export interface RunJob {
  /** The plugin of each tag whose values are tensors, as far as known: files name it only with the first value. */
  readonly plugins: readonly (readonly [tag: string, plugin: string])[];
  /** In lexicographic order of names. */
  readonly files: readonly FileJob[];
}

export interface FileJob {
  readonly path: string;
  /** Where the next record begins, and how many values stood before it. */
  readonly offset: number;
  readonly values: number;
  /** The order of the file's value 0. */
  readonly orderBase: number;
  /** The tags with one value so far; absent once a tag had two. */
  readonly once?: readonly string[];
}

/** A piece of what the files hold; everything up to the given offsets and no more. Numbers are indices into the job. */
export interface ParsedBatch {
  readonly steps: Float64Array;
  readonly times: Float64Array;
  readonly values: Float64Array;
  readonly order: Float64Array;
  /** Each series' part of the columns. */
  readonly series: readonly {
    readonly run: number;
    readonly metric: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly media: readonly ParsedMedia[];
  readonly runs: readonly ParsedRun[];
  readonly files: readonly ParsedFile[];
  readonly findings: readonly Finding[];
  /** Nothing follows in this job. */
  readonly last: boolean;
}

export interface ParsedMedia {
  readonly run: number;
  readonly name: string;
  readonly type: string;
  readonly step: number;
  /** Microseconds since 1970. */
  readonly created: number;
  /** The source's own order. */
  readonly order: number;
  readonly content: Uint8Array;
}

/** What a batch says of a run beside its points; of what is said in several batches the later counts. */
export interface ParsedRun {
  readonly run: number;
  /** Nothing of the run follows in this job. */
  readonly done: boolean;
  /** Plugins that became known. */
  readonly plugins: readonly (readonly [tag: string, plugin: string])[];
  /** The least and greatest time of its events in this batch, microseconds since 1970; absent without events. */
  readonly first?: number;
  readonly last?: number;
  readonly scalars: boolean;
  /** A series of a file has more than one value. */
  readonly curves: boolean;
  readonly session?: FiledSession;
}

export interface ParsedFile {
  readonly run: number;
  readonly file: number;
  readonly offset: number;
  readonly values: number;
  readonly once?: readonly string[];
}

/** Something to report: data that was damaged (from `offset` on), or left out, or unfinished. */
export interface Finding {
  readonly kind: 'damaged' | 'unfinished' | 'left-out' | 'odd';
  readonly run: number;
  readonly file: number;
  readonly what: string;
  /** Of the first. */
  readonly offset: number;
  readonly count: number;
}
