import { bind, nameDistance, qualify, referencedRuns } from '@xt/engine';
import { readViews } from '@xt/engine/stores';
import { hasErrors, parse, print } from '@xt/grammar';
import type { Change } from '../change.ts';
import type { Planned } from './change.ts';
import { changeProblem } from './change-diagnostics.ts';
import type { Choosing } from './choose-runs.ts';

type SaveView = Extract<Change, { readonly kind: 'save-view' }>;
type RemoveView = Extract<Change, { readonly kind: 'remove-view' }>;

/** The edit that saves a query, which must bind, with its names qualified. */
export async function saveViewEdit(choosing: Choosing, asked: SaveView): Promise<Planned> {
  const { catalog: source, asker } = choosing;
  const parsed = parse(asked.query);
  if (parsed.value === undefined || hasErrors(parsed.diagnostics)) return { errors: parsed.diagnostics };
  const catalog = await source.catalogFor(referencedRuns(parsed.value));
  const { value, diagnostics } = qualify(parsed.value, catalog, asker);
  if (value === undefined) return { errors: diagnostics };
  const query = print(value);
  const again = parse(query);
  const wrong = again.value === undefined ? again.diagnostics : bind(again.value, catalog, asker).diagnostics;
  if (hasErrors(wrong)) throw new Error(`\`${query}\` does not bind: ${wrong[0]?.message}`);
  const { name } = asked;
  const before = (await readViews(choosing.stores.relational)).get(name);
  if (before !== undefined && before !== query && !asked.replace) {
    return { errors: [changeProblem('view-exists', undefined, { name, query: before })] };
  }
  const view = { name, query, user: asker.user, created: asker.now };
  return {
    edit: { kind: 'save-view', view },
    report: { found: 1, examples: [name], stored: query },
    notes: diagnostics,
  };
}

/** The edit that removes a view, which must be there. */
export async function removeViewEdit(choosing: Choosing, { name }: RemoveView): Promise<Planned> {
  const views = await readViews(choosing.stores.relational);
  const stored = views.get(name);
  if (stored !== undefined) {
    return { edit: { kind: 'remove-view', name }, report: { found: 1, examples: [name], stored }, notes: [] };
  }
  const near = [...views.keys()].filter((each) => nameDistance(name, each) !== undefined);
  const names = near.slice(0, 3).map((each) => `\`${each}\``);
  const hint = names.length > 0 ? `nearest: ${names.join(', ')}` : '`xt view list` lists them';
  return { errors: [changeProblem('unknown-view', undefined, { name, hint })] };
}
