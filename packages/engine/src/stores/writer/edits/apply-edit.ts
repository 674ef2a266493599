import type { Edit, Edited } from '../../edit.ts';
import type { Stores } from '../../store.ts';
import { postgres } from '../statement.ts';
import type { Change } from './change.ts';
import { link, unlink } from './edit-edges.ts';
import { forgetField, setField } from './edit-fields.ts';
import { setGoal } from './edit-goals.ts';
import { forgetTag, setTag, takeTagOff } from './edit-tags.ts';
import { removeView, saveView } from './edit-views.ts';
import { readMetricCounts, removeRuns, restoreRuns } from './remove-runs.ts';

/** Writes an edit in one transaction; a dry run does all of it and takes it back. */
export async function applyEdit(
  { relational, columnar }: Pick<Stores, 'relational' | 'columnar'>,
  edit: Edit,
  dryRun: boolean,
): Promise<Edited> {
  const counts =
    edit.kind === 'remove' || edit.kind === 'restore' ? await readMetricCounts(relational, columnar, edit.runs) : [];
  let edited: Edited = { changed: 0 };
  const work = relational.transaction(async (tx) => {
    const taken = await tx.query(postgres(`select nextval(pg_get_serial_sequence('batch', 'sequence'))`));
    const sequence = Number(taken.rows[0]?.[0]);
    const changed = await write({ tx, sequence }, edit, counts);
    edited = changed === 0 || dryRun ? { changed } : { changed, sequence };
    if (dryRun) throw new DryRun();
  });
  await work.catch((error: unknown) => {
    if (!(error instanceof DryRun)) throw error;
  });
  return edited;
}

/** Ends the transaction of a dry run. */
class DryRun extends Error {}

function write(change: Change, edit: Edit, counts: Parameters<typeof removeRuns>[2]): Promise<number> {
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
