import { updateDepths } from '../commit-edges.ts';
import { postgres } from '../statement.ts';
import type { Change } from './change.ts';

/** Makes the number of children of some runs, and parent and depth of others and of all below them, equal to the edges. */
export async function refreshKinship(tx: Change['tx'], parents: readonly number[], children: readonly number[]) {
  await tx.query(
    postgres(
      `update run set children = (select count(distinct edge.child)::int from edge where edge.parent = run.number)
       where number = any($1)`,
      parents,
    ),
  );
  await tx.query(
    postgres(
      `update run set parent = (select edge.parent from edge where edge.child = run.number order by edge.logged limit 1)
       where number = any($1)`,
      children,
    ),
  );
  await updateDepths(tx, children);
}
