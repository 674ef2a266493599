import { updateDepths } from '../commit-edges.ts';
import { postgres } from '../statement.ts';
import type { Change } from './change.ts';

/** Makes the number of children of some runs, and parent and depth of others and of all below them, equal to the edges. */
export async function refreshKinship(tx: Change['tx'], parents: readonly number[], children: readonly number[]) {
  await tx.query(
    postgres(
      `update run set children = held.children
       from (select n.id, count(distinct edge.child)::int as children from unnest($1::int[]) as n (id)
             left join edge on edge.parent = n.id group by n.id) as held
       where run.number = held.id and run.children <> held.children`,
      parents,
    ),
  );
  await tx.query(
    postgres(
      `update run set parent = held.parent
       from (select distinct on (n.id) n.id, edge.parent from unnest($1::int[]) as n (id)
             left join edge on edge.child = n.id order by n.id, edge.logged) as held
       where run.number = held.id and run.parent is distinct from held.parent`,
      children,
    ),
  );
  await updateDepths(tx, children);
}
