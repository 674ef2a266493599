/** All that a store holds, as plain arrays: what the reference reads, and nothing else. */
export interface World {
  /** Where those who ask live. */
  readonly zone: Zone;
  readonly projects: readonly string[];
  readonly runs: readonly Run[];
  /** Those that a source says, in its order. */
  readonly edges: readonly Edge[];
  /** All, in the order in which they are logged. */
  readonly lineage: readonly Edge[];
  readonly goals: readonly { readonly project: string; readonly metric: string; readonly goal: 'max' | 'min' }[];
  /** Saved queries, which are of no project. */
  readonly views: readonly View[];
}

/** A time zone without summer time. */
export interface Zone {
  readonly name: string;
  /** How much earlier its days begin than UTC's, in microseconds. */
  readonly ahead: number;
}

/** A run; null is missing. Times are microseconds since 1970. */
export interface Run {
  readonly id: string;
  readonly project: string;
  readonly name: string;
  readonly user: string | null;
  readonly state: string;
  readonly created: number | null;
  readonly started: number | null;
  readonly ended: number | null;
  readonly group: string | null;
  readonly kind: string | null;
  readonly host: string | null;
  readonly notes: string | null;
  readonly git: { readonly commit: string | null; readonly branch: string | null; readonly dirty: boolean | null };
  readonly params: Readonly<Record<string, Param>>;
  /** A tag without a value is a label. */
  readonly tags: Readonly<Record<string, string | null>>;
  /** Points in order of steps, one a step. */
  readonly series: Readonly<Record<string, readonly Point[]>>;
  readonly artifacts: readonly Artifact[];
}

export interface Param {
  readonly type: 'number' | 'text' | 'bool' | 'list' | 'null';
  readonly text: string;
}

export interface Point {
  readonly step: number;
  readonly time: number;
  readonly value: number;
}

/** `parent` and `child` are ids of runs. */
export interface Edge {
  readonly parent: string;
  readonly child: string;
  readonly kind: string;
  readonly step: number | null;
}

export interface Artifact {
  readonly name: string;
  readonly type: string;
  readonly role: 'made' | 'used';
  readonly step: number | null;
  readonly created: number | null;
  readonly size: number | null;
  readonly digest: string | null;
  readonly content: string | null;
}

export interface View {
  readonly name: string;
  readonly query: string;
  readonly user: string;
  readonly created: number;
}

/** What a query is asked over: the world, the runs in reach, and who asks when. */
export interface Scene {
  readonly world: World;
  /** The runs of the projects in reach, in no order that means anything. */
  readonly runs: readonly Run[];
  readonly user: string;
  readonly now: number;
  /** How the last digits of what is smoothed fall, which is open: one way for each number. */
  readonly lastDigits?: number;
}

/** By which clock a scene tells times. */
export function clockOf({ now, world }: Scene): { readonly now: number; readonly zone: Zone } {
  return { now, zone: world.zone };
}

/** A query that the language refuses, by the code of its error. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, what: string) {
    super(`${code}: ${what}`);
    this.code = code;
  }
}
