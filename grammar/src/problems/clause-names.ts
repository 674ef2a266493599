import type { Clause, Source } from '../syntax.ts';

type SourceKind = Source['kind'];

const sets: readonly SourceKind[] = ['runs', 'run', 'subquery'];
const others: readonly SourceKind[] = [
  'curves',
  'artifacts',
  'lineage',
  'diff',
  'metrics',
  'params',
  'projects',
  'views',
];
const all: readonly SourceKind[] = [...sets, ...others];
const tables = all.filter((kind) => kind !== 'curves' && kind !== 'diff');

interface ClauseEntry {
  /** What it begins with. */
  readonly words: readonly string[];
  /** The sources that it belongs to. */
  readonly of: readonly SourceKind[];
}

/** Every clause, the most used first. */
export const clauses: Readonly<Record<Clause['kind'], ClauseEntry>> = {
  where: { words: ['where'], of: all },
  sort: { words: ['sort by'], of: all },
  limit: { words: ['limit'], of: all },
  select: { words: ['select'], of: tables },
  top: { words: ['top'], of: [...sets, 'artifacts', 'curves', 'diff'] },
  group: { words: ['group by'], of: [...sets, 'artifacts', 'curves'] },
  vs: { words: ['vs'], of: sets },
  smooth: { words: ['smooth'], of: ['curves'] },
  x: { words: ['x'], of: ['curves'] },
  window: { words: ['steps', 'time'], of: ['curves'] },
  every: { words: ['every'], of: ['curves'] },
  sample: { words: ['sample'], of: ['curves'] },
  band: { words: ['band'], of: ['curves'] },
  relative: { words: ['relative to run'], of: ['curves'] },
  history: { words: ['with history'], of: ['curves'] },
  up: { words: ['up'], of: ['lineage'] },
  down: { words: ['down'], of: ['lineage'] },
  by: { words: ['by'], of: ['lineage', 'diff'] },
  all: { words: ['all'], of: ['diff'] },
  unified: { words: ['unified'], of: ['diff'] },
  'side-by-side': { words: ['side by side'], of: ['diff'] },
  'at-clause': { words: ['at'], of: ['artifacts', 'diff'] },
};

/** What clauses begin with. */
export const clauseNames: readonly string[] = Object.values(clauses).flatMap(({ words }) => words);

/** What a query can start with. */
export const sourceNames: readonly string[] = [...all.filter((kind) => kind !== 'subquery'), 'compare'];
