import { createHash } from 'node:crypto';
import { type Asker, bind, type CatalogSource, type SelectedRuns, selectRuns, withRuns } from '@xt/engine';
import { lookUpRuns, type OpenStores, readLastRemoved, readRunNames } from '@xt/engine/stores';
import { type Diagnostic, hasErrors, parse } from '@xt/grammar';
import type { ChosenRuns, RemovedRuns } from '../change.ts';

/** What choosing runs needs: the stores, their names, who asks. */
export interface Choosing {
  readonly stores: OpenStores;
  readonly catalog: CatalogSource;
  readonly asker: Asker;
  readonly signal: AbortSignal;
}

/** The runs that are meant, each once; no runs where the diagnostics say why. */
export async function chooseRuns(choosing: Choosing, chosen: ChosenRuns): Promise<SelectedRuns> {
  const { stores, catalog, asker, signal } = choosing;
  if (chosen.kind === 'query') return selectRuns({ ...stores, catalog }, chosen.text, asker, { signal });
  return chooseByTexts(choosing, chosen.texts, 'in-sight');
}

/** The removed runs that are meant, as `chooseRuns`. */
export async function chooseRemoved(choosing: Choosing, chosen: RemovedRuns): Promise<SelectedRuns> {
  if (chosen.kind === 'texts') return chooseByTexts(choosing, chosen.texts, 'removed');
  const { stores, asker } = choosing;
  return { runs: await readLastRemoved(stores.relational, asker.project), diagnostics: [] };
}

/** Texts mean runs as they do in a query; what is wrong with one has no place in a text that somebody wrote. */
async function chooseByTexts(
  { stores, catalog, asker }: Choosing,
  texts: readonly string[],
  which: 'in-sight' | 'removed',
): Promise<SelectedRuns> {
  const query = parse(`run ${texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ')}`);
  if (query.value === undefined || hasErrors(query.diagnostics))
    return { diagnostics: query.diagnostics.map(placeless) };
  const known = withRuns(await catalog.catalogFor([]), await lookUpRuns(stores.relational, texts, which));
  const { value, diagnostics } = bind(query.value, known, asker);
  if (value?.kind !== 'runs' || value.from.kind !== 'these-runs') return { diagnostics: diagnostics.map(placeless) };
  return { runs: value.from.runs, diagnostics: [] };
}

function placeless({ span: _, hint, ...diagnostic }: Diagnostic): Diagnostic {
  // Outside a query, all runs of a name are a query of their own.
  const told = hint?.replace(/`\((runs where name = .*)\)`$/, '`--query "$1"`');
  return { ...diagnostic, ...(told === undefined ? {} : { hint: told }) };
}

/** What the first of some runs are called. */
export async function nameRuns({ stores }: Choosing, runs: readonly number[]): Promise<readonly string[]> {
  // A name that one further on has too is told apart from that.
  return (await readRunNames(stores.relational, runs.slice(0, 100))).slice(0, 5);
}

/** Stands for exactly these runs. */
export function digestOf(runs: readonly number[]): string {
  return createHash('sha256').update(Uint32Array.from(runs).sort()).digest('hex');
}
