import type { Clause, Source } from '@xt/grammar';
import { type Environment, type RowColumn, withRow } from './environment.ts';
import { bindGrouped, isCountAlone } from './groups.ts';
import { bindPipeline, isPipelineClause } from './pipeline.ts';
import { bindRunSet } from './run-sets.ts';

type SourceOf<K extends Source['kind']> = Extract<Source, { readonly kind: K }>;

// Sources that do not run yet: their names and types are checked all the same.

const artifactColumns: readonly RowColumn[] = [
  { name: 'run', type: 'text' },
  { name: 'name', type: 'text' },
  { name: 'type', type: 'text' },
  { name: 'role', type: 'text', values: ['made', 'used'] },
  { name: 'step', type: 'number' },
  { name: 'size', type: 'number', whole: true },
  { name: 'created', type: 'time' },
  { name: 'digest', type: 'text' },
];

export function checkArtifacts(
  environment: Environment,
  source: SourceOf<'artifacts'>,
  clauses: readonly Clause[],
): undefined {
  const of = source.of ?? ({ kind: 'runs', span: source.span } as const);
  const { reach } = bindRunSet(environment, of, []);
  const row = { source: 'artifacts', columns: artifactColumns, ...(reach === undefined ? {} : { reach }) };
  checkRows(withRow(environment, row), clauses);
  environment.notYet(source.span, '`artifacts`');
}

export function checkDiff(environment: Environment, source: SourceOf<'diff'>, clauses: readonly Clause[]): undefined {
  bindRunSet(environment, source.of, clauses);
  environment.notYet(source.span, '`diff`');
}

function checkRows(environment: Environment, clauses: readonly Clause[]): void {
  const at = clauses.findIndex((clause) => clause.kind === 'group' || isCountAlone(clause));
  const group = clauses[at];
  const before = at < 0 ? clauses : clauses.slice(0, at);
  const { row } = bindPipeline(environment, before.filter(isPipelineClause));
  if (group?.kind !== 'group') return;
  bindGrouped(withRow(environment, row), group, clauses.slice(at + 1).filter(isPipelineClause));
}
