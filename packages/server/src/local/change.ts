import type { CatalogSource } from '@xt/engine';
import type { Edit, OpenStores } from '@xt/engine/stores';
import type { Diagnostic } from '@xt/grammar';
import type { Change, ChangeReport, ChangeRequest } from '../change.ts';
import type { Part } from '../service.ts';
import { askerOf } from './asker.ts';
import { changeProblem } from './change-diagnostics.ts';
import { type Choosing, chooseRemoved, chooseRuns, digestOf, nameRuns } from './choose-runs.ts';
import { linkEdit, unlinkEdit } from './link-runs.ts';
import { removeViewEdit, saveViewEdit } from './save-view.ts';
import { goalEdit } from './set-goal.ts';

/** What a change comes to: an edit of what it means, or errors that say why there is none. */
export type Planned =
  | { readonly edit: Edit; readonly report: Partial<ChangeReport>; readonly notes: readonly Diagnostic[] }
  | { readonly errors: readonly Diagnostic[] };

/** Writes what a person says; what is wrong with it is told, and then nothing is written. */
export async function* change(
  stores: OpenStores,
  catalog: CatalogSource,
  request: ChangeRequest,
  signal: AbortSignal,
): AsyncGenerator<Part<never, ChangeReport>> {
  const choosing: Choosing = { stores, catalog, asker: askerOf(request.caller), signal };
  const planned = await plan(choosing, request.change);
  signal.throwIfAborted();
  if ('errors' in planned) {
    yield {
      kind: 'end',
      diagnostics: planned.errors,
      failure: { kind: 'query', message: 'the change makes no sense' },
    };
    return;
  }
  const { edit, report, notes } = planned;
  const runs = 'runs' in edit ? edit.runs : [];
  const isNothing = 'runs' in edit && runs.length === 0;
  const edited = isNothing ? { changed: 0 } : await stores.writer.edit(edit, { dryRun: request.dryRun });
  if (edited.sequence !== undefined) await stores.writer.flush();
  yield {
    kind: 'end',
    diagnostics: notes,
    report: { found: runs.length, examples: [], digest: digestOf(runs), ...report, ...edited },
  };
}

async function plan(choosing: Choosing, asked: Change): Promise<Planned> {
  switch (asked.kind) {
    case 'link':
      return linkEdit(choosing, asked);
    case 'unlink':
      return unlinkEdit(choosing, asked);
    case 'goal':
      return goalEdit(choosing, asked);
    case 'save-view':
      return saveViewEdit(choosing, asked);
    case 'remove-view':
      return removeViewEdit(choosing, asked);
    case 'restore':
    case 'remove':
    case 'tag':
    case 'untag':
    case 'forget-tag':
    case 'set':
    case 'forget':
      return planOfRuns(choosing, asked);
  }
}

type OfRuns = Extract<Change, { readonly of: unknown }>;

async function planOfRuns(choosing: Choosing, asked: OfRuns): Promise<Planned> {
  const chosen =
    asked.kind === 'restore' ? await chooseRemoved(choosing, asked.of) : await chooseRuns(choosing, asked.of);
  const { runs, diagnostics } = chosen;
  if (runs === undefined) return { errors: diagnostics };
  if (asked.kind === 'remove' && asked.confirmed !== undefined && asked.confirmed !== digestOf(runs)) {
    return { errors: [changeProblem('other-runs', undefined, { count: runs.length })] };
  }
  const report = { found: runs.length, examples: await nameRuns(choosing, runs) };
  return { edit: editOf(asked, runs), report, notes: diagnostics };
}

function editOf(asked: OfRuns, runs: readonly number[]): Edit {
  switch (asked.kind) {
    case 'tag':
      return { kind: asked.kind, runs, name: asked.name, ...(asked.value === undefined ? {} : { value: asked.value }) };
    case 'untag':
    case 'forget-tag':
      return { kind: asked.kind, runs, name: asked.name };
    case 'set':
      return { kind: asked.kind, runs, field: asked.field, text: asked.text };
    case 'forget':
      return { kind: asked.kind, runs, field: asked.field };
    case 'remove':
    case 'restore':
      return { kind: asked.kind, runs };
  }
}
