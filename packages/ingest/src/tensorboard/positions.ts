import type { Session } from './hparams.ts';

/** Where the reader stands in an event file; kept under `file:<run's source id>:<file name>`. */
export interface FilePosition {
  /** The run's source id. */
  readonly run: string;
  readonly name: string;
  readonly digest: string;
  readonly rank: number;
  readonly offset: number;
  readonly values: number;
  /** The tags with one value so far; absent once a tag had two. */
  readonly once?: readonly string[];
}

/** What is known of a run; kept under `run:<source id>`. */
export interface RunPosition {
  readonly sourceId: string;
  readonly path: string;
  readonly plugins: readonly (readonly [tag: string, plugin: string])[];
  /** Microseconds since 1970. */
  readonly first?: number;
  readonly last?: number;
  readonly scalars: boolean;
  readonly curves: boolean;
  readonly session?: Session;
  /** A digest of what was last said of its state and its params. */
  readonly said?: string;
}

export interface Known {
  readonly runs: ReadonlyMap<string, RunPosition>;
  /** The files of a run. */
  readonly files: ReadonlyMap<string, readonly FilePosition[]>;
}

export const runKey = (sourceId: string): string => `run:${sourceId}`;
export const fileKey = (sourceId: string, name: string): string => `file:${sourceId}:${name}`;

/** The positions of earlier imports, by run. */
export function knownOf(positions: ReadonlyMap<string, unknown>): Known {
  const runs = new Map<string, RunPosition>();
  const files = new Map<string, FilePosition[]>();
  for (const [key, position] of positions) {
    // Only this reader writes under these keys.
    if (key.startsWith('run:')) {
      const run = position as RunPosition;
      runs.set(run.sourceId, run);
    } else if (key.startsWith('file:')) {
      const file = position as FilePosition;
      const others = files.get(file.run);
      if (others === undefined) files.set(file.run, [file]);
      else others.push(file);
    }
  }
  return { runs, files };
}
