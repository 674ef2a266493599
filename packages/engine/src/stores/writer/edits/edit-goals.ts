import type { Goal } from '../../../catalog/catalog.ts';
import { postgres } from '../statement.ts';
import type { Change } from './change.ts';

/** Sets the goal of metrics by the ids of their names; returns how many had another. */
export async function setGoal({ tx, sequence }: Change, metrics: readonly number[], goal: Goal | 'none') {
  const others = await tx.query(
    postgres(
      `select n.id from unnest($1::int[]) as n (id) left join goal g on g.name = n.id
       where coalesce(g.goal, 'none') <> $2`,
      metrics,
      goal,
    ),
  );
  await tx.query(
    postgres(
      `insert into goal (name, goal, origin) select id, $2, 'user' from unnest($1::int[]) as n (id)
       on conflict (name) do update set goal = excluded.goal, origin = excluded.origin`,
      metrics,
      goal,
    ),
  );
  const changed = others.rows.map((row) => Number(row[0]));
  await tx.query(postgres('update name set version = $2 where id = any($1)', changed, sequence));
  return changed.length;
}
