import type { Edit } from '../../edit.ts';
import { postgres } from '../statement.ts';
import { storableText } from '../storable-text.ts';
import type { Change } from './change.ts';
import { refreshKinship } from './refresh-kinship.ts';

type Link = Extract<Edit, { readonly kind: 'link' }>;
type Unlink = Extract<Edit, { readonly kind: 'unlink' }>;

/** Makes one run the parent of another; returns whether that edge, with that step, was not there. */
export async function link({ tx, sequence }: Change, { parent, child, edge, step }: Link): Promise<number> {
  if (parent === child) throw new Error('a run is not its own parent');
  const kind = storableText(edge);
  await tx.query(
    postgres('delete from edge_removed where parent = $1 and child = $2 and kind = $3 and cut', parent, child, kind),
  );
  const before = await tx.query(
    postgres(
      'select 1 from edge where parent = $1 and child = $2 and kind = $3 and step is not distinct from $4',
      parent,
      child,
      kind,
      step ?? null,
    ),
  );
  await tx.query(
    postgres(
      `insert into edge (parent, child, kind, step, origin) values ($1, $2, $3, $4, 'user')
       on conflict (parent, child, kind) do update set step = excluded.step, origin = excluded.origin`,
      parent,
      child,
      kind,
      step ?? null,
    ),
  );
  if (before.rows.length > 0) return 0;
  await finish({ tx, sequence }, parent, child);
  return 1;
}

/** Cuts the edges of one kind, or all, from a parent to a child; returns how many there were. */
export async function unlink({ tx, sequence }: Change, { parent, child, edge }: Unlink): Promise<number> {
  const cut = await tx.query(
    postgres(
      `with cut as (
         delete from edge where parent = $1 and child = $2 and ($3::text is null or kind = $3) returning *)
       insert into edge_removed (parent, child, kind, step, logged, origin, cut)
       select parent, child, kind, step, logged, origin, true from cut
       on conflict (parent, child, kind) do update set cut = true returning kind`,
      parent,
      child,
      edge === undefined ? null : storableText(edge),
    ),
  );
  if (cut.rows.length > 0) await finish({ tx, sequence }, parent, child);
  return cut.rows.length;
}

async function finish({ tx, sequence }: Change, parent: number, child: number): Promise<void> {
  await refreshKinship(tx, [parent], [child]);
  await tx.query(postgres('update run set sequence = $2 where number = any($1)', [parent, child], sequence));
}
