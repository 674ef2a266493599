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

/** The sources that each clause belongs to. */
const places: Readonly<Record<Clause['kind'], readonly SourceKind[]>> = {
  where: all,
  sort: all,
  limit: all,
  select: tables,
  top: [...sets, 'artifacts', 'curves', 'diff'],
  group: [...sets, 'artifacts', 'curves'],
  vs: sets,
  smooth: ['curves'],
  x: ['curves'],
  window: ['curves'],
  every: ['curves'],
  sample: ['curves'],
  band: ['curves'],
  relative: ['curves'],
  history: ['curves'],
  up: ['lineage'],
  down: ['lineage'],
  by: ['lineage', 'diff'],
  all: ['diff'],
  unified: ['diff'],
  'side-by-side': ['diff'],
  'at-clause': ['artifacts', 'diff'],
};

const examples: Readonly<Record<SourceKind, string>> = {
  runs: 'runs',
  run: "run 'a'",
  subquery: '(runs)',
  curves: 'curves val.loss of runs',
  artifacts: 'artifacts of runs',
  lineage: "lineage of run 'a'",
  diff: "diff run 'a', 'b'",
  metrics: 'metrics of runs',
  params: 'params of runs',
  projects: 'projects',
  views: 'views',
  compare: 'compare val.acc between (runs) and (runs)',
};

const shown: Partial<Readonly<Record<Clause['kind'], string>>> = {
  unified: "diff 'config.yaml' of run 'a', 'b'",
  'side-by-side': "diff 'config.yaml' of run 'a', 'b'",
};

/** True if a query with this source can have the clause. */
export function belongs(clause: Clause['kind'], source: SourceKind): boolean {
  return places[clause].includes(source);
}

/** Where a misplaced clause belongs, with an example that holds its text. */
export function placeHint(clause: Clause, text: string): string {
  const kinds = places[clause.kind].filter((kind) => kind !== 'run' && kind !== 'subquery');
  const [first = 'runs'] = kinds;
  const example = `${shown[clause.kind] ?? examples[first]} ${text}`;
  return `a clause of ${kinds.map((kind) => `\`${kind}\``).join(', ')}: \`${example}\``;
}
