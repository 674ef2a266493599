import type { Diagnostic } from '@xt/grammar';
import type { Check, Scope } from '../bind/bound.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Steps } from '../plan/steps.ts';
import type { BuiltCheck } from '../sql/build-checks.ts';
import { answerNote, countText } from './diagnostics.ts';
import type { Asking } from './execute.ts';
import { fillTemplate } from './fill.ts';
import { type Results, runsOf } from './results.ts';

/** The notes that the data confirms: each check is counted, and dropped where it counts nothing. */
export async function notesOf(
  checks: readonly BuiltCheck[],
  scope: Scope,
  catalog: Catalog,
  asking: Asking,
): Promise<readonly Diagnostic[]> {
  const notes = await Promise.all(
    checks.map(async ({ check, statement }) => {
      if (statement === undefined) return lackingNote(check, scope, catalog);
      const filled = fillTemplate(statement, new Map());
      const count =
        filled.store === 'postgres'
          ? Number((await asking.postgres(filled)).rows[0]?.[0] ?? 0)
          : Number((await asking.clickhouse(filled)).getChild('runs')?.get(0) ?? 0);
      return count === 0 ? undefined : noteOf(check, count, catalog);
    }),
  );
  return notes.filter((note) => note !== undefined);
}

/** The notes of checks whose runs a step has found. */
export function countedNotes({ counted = [] }: Steps, results: Results, catalog: Catalog): readonly Diagnostic[] {
  return counted.flatMap(({ check, step }) => {
    const count = runsOf(results, step).length;
    return count === 0 ? [] : [noteOf(check, count, catalog)];
  });
}

/** The catalog counts the runs of a name and of a project. */
function lackingNote(check: Check, scope: Scope, catalog: Catalog): Diagnostic | undefined {
  if (check.kind !== 'lacking') throw new Error(`nothing counts a \`${check.kind}\``);
  const inScope = (project: number) => scope.projects === undefined || scope.projects.includes(project);
  const all = sum(catalog.projects.filter(({ id }) => inScope(id)).map(({ runs }) => runs));
  const named = catalog.folded(check.what, check.name).filter(({ id }) => check.ids.includes(id));
  const runs = all - sum(named.filter(({ project }) => inScope(project)).map((entry) => entry.runs));
  if (runs <= 0) return undefined;
  return answerNote('lacking', check.span, { runs: countText(runs), all: countText(all), name: check.name });
}

function noteOf(check: Check, count: number, catalog: Catalog): Diagnostic {
  const runs = countText(count);
  switch (check.kind) {
    case 'lacking':
      throw new Error('a check that the catalog counts has a statement');
    case 'other-spelling': {
      const { name, others, what } = check;
      const names = catalog.folded(what, name).filter(({ id }) => others.includes(id));
      const shown = [...new Set(names.map((entry) => `\`${entry.name}\``))].join(' or ');
      return answerNote('other-spelling', check.span, { runs, name, others: shown });
    }
    case 'coerced':
      return answerNote('coerced', check.span, { runs, name: check.key.name, as: `a ${check.reading}` });
    case 'other-type':
      return answerNote('other-type', check.span, { runs, name: check.key.name });
    case 'ended-before':
      return answerNote('ended-before', check.span, { runs, name: check.name, point: check.point });
    case 'nan-made':
      return answerNote('nan-skipped', check.span, { runs, name: check.name });
    case 'nan-skipped':
      return answerNote('nan-skipped', check.span, { runs, name: check.metric.name });
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
