import { type Diagnostic, hasErrors, parse } from '@xt/grammar';
import { bind } from './bind/bind.ts';
import { problem } from './bind/diagnostics.ts';
import { referencedRuns } from './bind/referenced-runs.ts';
import type { Asker } from './catalog/catalog.ts';
import { compilePlan } from './compile.ts';
import type { EngineStores } from './engine.ts';
import { askStores, execute } from './execute/execute.ts';
import { countedNotes, notesOf } from './execute/notes.ts';
import { runsOf } from './execute/results.ts';
import { lowerRuns } from './plan/lower.ts';
import type { RunOptions } from './stores/store.ts';

/** The runs that are the rows of a query, by number, in its order; none where an error says why. */
export interface SelectedRuns {
  readonly runs?: readonly number[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the runs of a query without their columns; a query whose rows are no runs is an error. */
export async function selectRuns(
  stores: EngineStores,
  text: string,
  asker: Asker,
  options: RunOptions = {},
): Promise<SelectedRuns> {
  const parsed = parse(text);
  if (parsed.value === undefined || hasErrors(parsed.diagnostics)) return { diagnostics: parsed.diagnostics };
  const catalog = await stores.catalog.catalogFor(referencedRuns(parsed.value));
  const bound = bind(parsed.value, catalog, asker);
  const diagnostics = [...parsed.diagnostics, ...bound.diagnostics];
  if (bound.value === undefined || hasErrors(diagnostics)) return { diagnostics };
  const query = bound.value;
  if (query.kind !== 'runs') {
    const { span } = parsed.value.source;
    const found = query.kind === 'groups' ? 'groups of runs' : `\`${text.slice(span.start, span.end)}\``;
    return { diagnostics: [...diagnostics, problem('not-runs', span, { found })] };
  }
  const { plan, steps, statements, checks } = compilePlan(lowerRuns({ ...query, columns: [] }), asker);
  const asking = askStores(stores, options, () => undefined);
  const results = await execute(statements, asking);
  const notes = [...(await notesOf(checks, plan.scope, catalog, asking)), ...countedNotes(steps, results, catalog)];
  return { runs: [...runsOf(results, steps.rows)], diagnostics: [...diagnostics, ...notes] };
}
