import type { SourceKind } from './source.ts';

/** What an import did, source by source. */
export interface Report {
  readonly sources: readonly SourceReport[];
  /** Something was damaged: the rest is in. */
  readonly damaged: boolean;
}

export interface SourceReport {
  readonly kind: SourceKind;
  readonly path: string;
  readonly projects: readonly ProjectReport[];
  /** Runs that the source holds now, and how many of them came in for the first time. */
  readonly runs: number;
  readonly newRuns: number;
  /** Runs that were there before and of which something came in. */
  readonly changedRuns: number;
  /** Points that came in. */
  readonly points: number;
  /** Points that came in or were there and lost against another of their step. */
  readonly superseded: number;
  readonly artifacts: number;
  /** What was damaged and is not in. */
  readonly skipped: readonly Skipped[];
  /** What was left out on purpose, is unfinished, or else worth a word. */
  readonly notes: readonly string[];
  /** Those of the notes that neither count nor speak of a file that is being written. */
  readonly lasting: readonly string[];
  readonly damaged: boolean;
}

export interface ProjectReport {
  readonly name: string;
  readonly runs: number;
  readonly points: number;
}

/** Places of one file with the same damage: the first, and how many. */
export interface Skipped {
  readonly file: string;
  readonly offset?: number;
  readonly line?: number;
  readonly reason: string;
  readonly count: number;
}

/** How far an import is, for a progress bar. */
export interface Progress {
  readonly kind: SourceKind;
  readonly path: string;
  readonly points: number;
  readonly bytes: number;
  readonly totalBytes: number;
}
