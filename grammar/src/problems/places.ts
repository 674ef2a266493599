import type { Clause, Source } from '../syntax.ts';
import { clauses } from './clause-names.ts';

type SourceKind = Source['kind'];

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
  return clauses[clause].of.includes(source);
}

/** Where a misplaced clause belongs, with an example that holds its text. */
export function placeHint(clause: Clause, text: string): string {
  const kinds = clauses[clause.kind].of.filter((kind) => kind !== 'run' && kind !== 'subquery');
  const [first = 'runs'] = kinds;
  const example = `${shown[clause.kind] ?? examples[first]} ${text}`;
  return `a clause of ${kinds.map((kind) => `\`${kind}\``).join(', ')}: \`${example}\``;
}
