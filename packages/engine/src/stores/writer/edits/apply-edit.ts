import type { Edit, Edited } from '../../edit.ts';
import type { Stores } from '../../store.ts';
import { postgres } from '../statement.ts';
import { dropSummaries, recomputeRuns } from '../summary-store.ts';
import type { Change } from './change.ts';
import { link, unlink } from './edit-edges.ts';
import { forgetField, setField } from './edit-fields.ts';
import { setGoal } from './edit-goals.ts';
import { forgetTag, setTag, takeTagOff } from './edit-tags.ts';
import { removeView, saveView } from './edit-views.ts';
import { type MetricCount, partsOf, readMetricCounts, removeRuns, restoreRuns } from './remove-runs.ts';

/** Writes an edit in one transaction; a dry run does all of it and takes it back. */
export async function applyEdit(stores: EditedStores, edit: Edit, dryRun: boolean): Promise<Edited> {
  const { relational, columnar } = stores;
  const taken = await relational.query(postgres(`select nextval(pg_get_serial_sequence('batch', 'sequence'))`));
  const sequence = Number(taken.rows[0]?.[0]);
  const moved = edit.kind === 'remove' || edit.kind === 'restore' ? edit.runs : [];
  const parts = moved.length === 0 ? [] : await partsOf(relational, moved);
  // What a removed run measured has no summary, so that nothing counts it.
  if (edit.kind === 'restore' && !dryRun) {
    for (const { project, runs } of parts) await recomputeRuns(columnar, project, sequence, runs);
  }
  const counts = moved.length === 0 ? [] : await readMetricCounts(relational, columnar, moved);
  const changed = await inTransaction(relational, dryRun, (tx) => write({ tx, sequence }, edit, counts));
  if (edit.kind === 'remove' && !dryRun) {
    for (const { project, runs } of parts) await dropSummaries(columnar, project, runs);
  }
  return changed === 0 || dryRun ? { changed } : { changed, sequence };
}

type EditedStores = Pick<Stores, 'relational' | 'columnar'>;

async function inTransaction(
  relational: Stores['relational'],
  dryRun: boolean,
  work: (tx: Change['tx']) => Promise<number>,
): Promise<number> {
  let changed = 0;
  const done = relational.transaction(async (tx) => {
    changed = await work(tx);
    if (dryRun) throw new DryRun();
  });
  await done.catch((error: unknown) => {
    if (!(error instanceof DryRun)) throw error;
  });
  return changed;
}

/** Ends the transaction of a dry run. */
class DryRun extends Error {}

function write(change: Change, edit: Edit, counts: readonly MetricCount[]): Promise<number> {
  switch (edit.kind) {
    case 'tag':
      return setTag(change, edit.runs, edit.name, edit.value);
    case 'untag':
      return takeTagOff(change, edit.runs, edit.name);
    case 'forget-tag':
      return forgetTag(change, edit.runs, edit.name);
    case 'set':
      return setField(change, edit.runs, edit.field, edit.text);
    case 'forget':
      return forgetField(change, edit.runs, edit.field);
    case 'remove':
      return removeRuns(change, edit.runs, counts);
    case 'restore':
      return restoreRuns(change, edit.runs, counts);
    case 'link':
      return link(change, edit);
    case 'unlink':
      return unlink(change, edit);
    case 'goal':
      return setGoal(change, edit.metrics, edit.goal);
    case 'save-view':
      return saveView(change, edit.view);
    case 'remove-view':
      return removeView(change, edit.name);
  }
}
