import type { SavedView } from '../../edit.ts';
import { postgres } from '../statement.ts';
import { storableText } from '../storable-text.ts';
import type { Change } from './change.ts';

/** Saves a view, in place of one of that name; returns whether it is another query than before. */
export async function saveView({ tx, sequence }: Change, view: SavedView): Promise<number> {
  const saved = await tx.query(
    postgres(
      `insert into saved_view (name, query, "user", created, sequence) values ($1, $2, $3, $4, $5)
       on conflict (name) do update set query = excluded.query, "user" = excluded."user", created = excluded.created,
         sequence = excluded.sequence
       where saved_view.query <> excluded.query returning name`,
      storableText(view.name),
      storableText(view.query),
      storableText(view.user),
      Math.round(view.created),
      sequence,
    ),
  );
  return saved.rows.length;
}

/** Removes a view; returns whether there was one. */
export async function removeView({ tx }: Change, name: string): Promise<number> {
  const removed = await tx.query(postgres('delete from saved_view where name = $1 returning name', storableText(name)));
  return removed.rows.length;
}
