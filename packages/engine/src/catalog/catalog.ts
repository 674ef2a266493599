/** What the binder knows of the data: an immutable snapshot, read synchronously, that no query changes. */
export interface Catalog {
  readonly projects: readonly ProjectEntry[];
  /** Grows whenever a name, a project or a goal changed. */
  readonly version: number;
  /** The names of one kind with exactly this text, one entry a project. */
  exact(kind: NameKind, name: string): readonly NameEntry[];
  /** The names of one kind that are equal to this one but for `.` against `/`; the exact one too. */
  folded(kind: NameKind, name: string): readonly NameEntry[];
  /** The names of one kind that begin with this prefix and a separator, `.` and `/` alike, most used first. */
  withPrefix(kind: NameKind, prefix: string): readonly NameEntry[];
  /** All names of one kind, most used first. */
  all(kind: NameKind): readonly NameEntry[];
  /** Names of any kind near this text, best first: other case, parts, the fewest edits; at most `limit`; of these projects. */
  nearest(
    name: string,
    kinds: readonly NameKind[],
    limit: number,
    projects?: ReadonlySet<number>,
  ): readonly NameEntry[];
  /** The goal that is set for a metric, by the id of its name. */
  goal(nameId: number): Goal | undefined;
  /** The runs that a text written in this query may mean, looked up before binding. */
  runsNamed(text: string): RunMatches;
}

export type NameKind = 'metric' | 'param' | 'tag';
export type Goal = 'max' | 'min';

export interface ProjectEntry {
  readonly id: number;
  readonly name: string;
  readonly runs: number;
}

/** One name in one project. */
export interface NameEntry {
  readonly id: number;
  readonly project: number;
  readonly kind: NameKind;
  readonly name: string;
  /** How many runs have it. */
  readonly runs: number;
  /** Bit set of `typeBits`; 0 for metrics. */
  readonly types: number;
}

/** What a quoted run reference matched in each project: by id, else by name, else by the start of an id. */
export interface RunMatches {
  /** The first of these ways in any project. */
  readonly by: 'id' | 'name' | 'prefix' | 'none';
  /** The newest first. */
  readonly runs: readonly RunMatch[];
  /** There are more than `runs`. */
  readonly more?: true;
  /** Nearest names, where nothing matched. */
  readonly nearest: readonly string[];
}

/** A run that a text may mean; without `by` it matched as all did. */
export interface RunMatch extends RunEntry {
  readonly by?: 'id' | 'name' | 'prefix';
}

export interface RunEntry {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly project: number;
  readonly state: string;
  /** Microseconds since 1970. */
  readonly created: number | null;
}

/** Who asks, when, and what they may read; fixed for one query. */
export interface Asker {
  readonly user: string;
  /** Microseconds since 1970. */
  readonly now: number;
  /** An IANA time zone. */
  readonly zone: string;
  /** `--project`: the only project in reach. */
  readonly project?: string;
  /** Ids of the projects that the asker may read; absent: all. */
  readonly readable?: readonly number[];
}
