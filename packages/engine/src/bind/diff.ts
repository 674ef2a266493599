import type { Clause, Source, Word } from '@xt/grammar';
import { nameDistance } from '../catalog/nearest-names.ts';
import { bindAt } from './artifacts.ts';
import type { BoundRuns } from './bound.ts';
import { type BoundDiff, type BoundTextDiff, type DiffSection, diffSections } from './bound-artifacts.ts';
import { checksOf } from './checks.ts';
import { problem } from './diagnostics.ts';
import { type Environment, withRow } from './environment.ts';
import { bindRunSet } from './run-sets.ts';

type DiffSource = Extract<Source, { readonly kind: 'diff' }>;

/** Binds `diff` of runs, or of a text that they have; its clauses that choose runs are those of the runs. */
export function bindDiff(
  environment: Environment,
  source: DiffSource,
  clauses: readonly Clause[],
): BoundDiff | BoundTextDiff {
  const runs = bindRunSet(environment, source.of, clauses.filter(choosesRuns));
  const { query } = runs;
  const { scope, checks } = query;
  const of: BoundRuns = { ...query, columns: [] };
  const all = clauses.some(({ kind }) => kind === 'all');
  if (source.text === undefined) {
    for (const clause of clauses) refuseWithoutText(environment, clause);
    return { kind: 'diff', scope, of, sections: bindSections(environment, clauses), all, checks };
  }
  for (const clause of clauses) refuseOfText(environment, clause);
  const reach = runs.reach === undefined ? {} : { reach: runs.reach };
  const at = bindAt(withRow(environment, { source: 'diff', ...reach }), clauses);
  const sideBySide = clauses.findLast(isForm)?.kind === 'side-by-side';
  const { value: name, span } = source.text;
  const atChecks = at === undefined ? [] : checksOf([], [{ name: '', expression: at.to }]);
  return {
    kind: 'text-diff',
    scope,
    of,
    name,
    ...(at && { at }),
    sideBySide,
    all,
    checks: [...checks, ...atChecks],
    span,
  };
}

function choosesRuns({ kind }: Clause): boolean {
  return kind === 'where' || kind === 'sort' || kind === 'top' || kind === 'limit';
}

function isForm({ kind }: Clause): boolean {
  return kind === 'unified' || kind === 'side-by-side';
}

const forms: Partial<Readonly<Record<Clause['kind'], string>>> = {
  unified: 'unified',
  'side-by-side': 'side by side',
  'at-clause': 'at',
};

function refuseWithoutText(environment: Environment, clause: Clause): void {
  const name = forms[clause.kind];
  if (name !== undefined) environment.report(problem('needs-text', clause.span, { name }));
}

function refuseOfText(environment: Environment, clause: Clause): void {
  if (clause.kind === 'by') environment.report(problem('not-of-text', clause.span, {}));
}

function bindSections(environment: Environment, clauses: readonly Clause[]): readonly DiffSection[] {
  const words = clauses.flatMap((clause) => (clause.kind === 'by' ? clause.words : []));
  const asked = words.flatMap((word) => bindSection(environment, word));
  return words.length === 0 ? diffSections : diffSections.filter((section) => asked.includes(section));
}

function bindSection(environment: Environment, word: Word): readonly DiffSection[] {
  const name = word.text.toLowerCase();
  const section = diffSections.find((known) => known === name || others[name] === known);
  if (section !== undefined) return [section];
  const near = diffSections.filter((known) => nameDistance(name, known) !== undefined);
  const names = (near.length > 0 ? near : diffSections).map((known) => `\`${known}\``).join(', ');
  const hint = near.length > 0 ? `nearest: ${names}` : `there is: ${names}`;
  environment.report(problem('unknown-word', word.span, { what: 'section', name: word.text, hint }));
  return [];
}

/** The words of names: `config.lr` is `params.lr` too. */
const others: Readonly<Record<string, DiffSection>> = { config: 'params' };
