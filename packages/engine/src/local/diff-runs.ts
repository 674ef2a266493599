/** A value of a run: `key` is the same for equal values, `shown` is JSON. */
export interface Fact {
  readonly kind: 'number' | 'bool' | 'text' | 'json';
  readonly key: string;
  readonly shown: string;
  /** What a text is beside a value of that kind. */
  readonly reads?: Fact;
}

/** A name of a section, and what the runs have under it. */
export interface Difference {
  readonly section: string;
  readonly name: string;
  /** How many runs have none. */
  readonly missing: number;
  /** Each value once, with the positions of the runs that have it, in ascending order. */
  readonly values: readonly { readonly shown: string; readonly runs: readonly number[] }[];
  /** Whether texts were read as numbers or bools, since other runs have those. */
  readonly isCoerced?: true;
}

/** Takes in the values of runs, one after the other, and tells where they differ. */
export interface Differ {
  /** Of the run at a position; the later of two under one name counts. */
  readonly add: (section: string, name: string, run: number, fact: Fact) => void;
  /** In order of the sections, then of the names; with `all` what is equal too. */
  readonly rows: (all: boolean) => readonly Difference[];
}

/** Compares so many runs by these sections. */
export function makeDiffer(runs: number, sections: readonly string[]): Differ {
  const known = new Map(sections.map((section) => [section, new Map<string, Map<number, Fact>>()]));
  return {
    add(section, name, run, fact) {
      const names = known.get(section);
      const facts = names?.get(name) ?? new Map<number, Fact>();
      names?.set(name, facts.set(run, fact));
    },
    rows: (all) =>
      [...known].flatMap(([section, names]) =>
        [...names]
          .sort(([a], [b]) => byCodePoint(a, b))
          .map(([name, facts]) => differenceOf(section, name, facts, runs))
          .filter((difference) => all || differs(difference)),
      ),
  };
}

function differenceOf(section: string, name: string, facts: ReadonlyMap<number, Fact>, runs: number): Difference {
  const kinds = new Set(Array.from(facts.values(), ({ kind }) => kind));
  const values = new Map<string, { readonly shown: string; readonly runs: number[] }>();
  let isCoerced = false;
  // What the stores gave is in no order.
  for (const [run, fact] of [...facts].sort(([a], [b]) => a - b)) {
    const { reads } = fact;
    const read = reads !== undefined && kinds.has(reads.kind) ? reads : fact;
    isCoerced ||= read !== fact;
    const same = values.get(read.key) ?? { shown: read.shown, runs: [] };
    values.set(read.key, same);
    same.runs.push(run);
  }
  const missing = runs - facts.size;
  return { section, name, missing, values: [...values.values()], ...(isCoerced && { isCoerced }) };
}

function differs({ missing, values }: Difference): boolean {
  return values.length > 1 || (values.length === 1 && missing > 0);
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
