import type { Session } from './hparams.ts';

/** Where the reader stands in an event file; kept under `file:<run's key>:<file name>`. */
export interface FilePosition {
  /** The run's key. */
  readonly run: string;
  readonly name: string;
  readonly digest: string;
  readonly rank: number;
  readonly offset: number;
  readonly values: number;
  /** The tags with one value so far; absent once a tag had two. */
  readonly once?: readonly string[];
}

/** What is known of a run; kept under `run:<key>`. */
export interface RunPosition {
  /** Never changes, whatever the run turns out to be. */
  readonly key: string;
  /** Path and digest of the first of its files: changes when an earlier file, or a wider folder, shows up. */
  readonly sourceId: string;
  readonly path: string;
  /** The path does not come from a folder that was given. */
  readonly isGuessed?: boolean;
  /** The project was asked for by name: from elsewhere nothing is added to it. */
  readonly isAsked?: boolean;
  /** Names and digests of files that stood beside those that were read: they are of this run, too. */
  readonly seen?: readonly (readonly [name: string, digest: string])[];
  readonly plugins: readonly (readonly [tag: string, plugin: string])[];
  /** Microseconds since 1970. */
  readonly first?: number;
  readonly last?: number;
  readonly scalars: boolean;
  readonly curves: boolean;
  readonly session?: Session;
  /** The names of the files that the parts of the session stood in: the last file's count. */
  readonly sessionFiles?: { readonly [Part in keyof Session]?: string };
  /** A digest of what was last said of it. */
  readonly said?: string;
  /** The names of its params, and the keys of the runs that gave them, as last said. */
  readonly params?: readonly string[];
  readonly givers?: readonly string[];
  /** The keys of parent and child of the edges that it made. */
  readonly edges?: readonly (readonly [parent: string, child: string])[];
  /** The keys of runs that have turned out to be this one, while their files are being read into it. */
  readonly absorbing?: readonly string[];
}

export interface Known {
  /** By key. */
  readonly runs: ReadonlyMap<string, RunPosition>;
  /** The files of a run, by its key. */
  readonly files: ReadonlyMap<string, readonly FilePosition[]>;
}

export const runKey = (key: string): string => `run:${key}`;
export const fileKey = (key: string, name: string): string => `file:${key}:${name}`;

/** The positions of earlier imports, by run; those that were taken back are null. */
export function knownOf(positions: ReadonlyMap<string, unknown>): Known {
  const runs = new Map<string, RunPosition>();
  const files = new Map<string, FilePosition[]>();
  for (const [key, position] of positions) {
    if (position === null) continue;
    // Only this reader writes under these keys; the first version's runs have no key but their id.
    if (key.startsWith('run:')) {
      const run = position as Omit<RunPosition, 'key'> & { readonly key?: string };
      const whole = { ...run, key: run.key ?? run.sourceId };
      runs.set(whole.key, whole);
    } else if (key.startsWith('file:')) {
      const file = position as FilePosition;
      const others = files.get(file.run);
      if (others === undefined) files.set(file.run, [file]);
      else others.push(file);
    }
  }
  return { runs, files };
}
