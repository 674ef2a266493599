import type { Relational } from './store.ts';
import { postgres } from './writer/statement.ts';

/** What tells one state of a store from another without reading it: equal marks, nothing was committed between. */
export interface FeedMark {
  /** The greatest number of a batch or edit that was committed. */
  readonly revision: number;
  /** The numbers of the last batches and edits of which something is still to be seen. */
  readonly recent: readonly number[];
  /** Another text wherever a view was saved or removed. */
  readonly views: string;
}

/** The mark of the store now, by a few look-ups in indices, whatever is in it. */
export async function readFeedMark(relational: Relational): Promise<FeedMark> {
  const { rows } = await relational.query(
    postgres(
      `with top as (
         select greatest((select max(sequence) from run), (select max(version) from name),
           (select max(sequence) from saved_view), 0) as revision)
       select revision, (select count(*) || ' ' || coalesce(max(sequence), 0) from saved_view),
         (select string_agg(g :: text, ',' order by g) from generate_series(greatest(revision - $1::int, 1), revision) as g
          where exists (select from run where sequence = g) or exists (select from name where version = g)
            or exists (select from saved_view where sequence = g))
       from top`,
      lookBack,
    ),
  );
  const [revision, views, recent] = rows[0] ?? [];
  return {
    revision: Number(revision ?? 0),
    views: String(views),
    recent: typeof recent === 'string' ? recent.split(',').map(Number) : [],
  };
}

// Numbers are taken before they are committed: another process may have committed so many in between.
const lookBack = 63;

/** The names of the projects that batches and edits with these numbers have changed last. */
export async function readChangedProjects(relational: Relational, sequences: readonly number[]): Promise<string[]> {
  const { rows } = await relational.query(
    postgres(
      `select name from project where id in (
         select project from run where sequence = any($1::bigint[])
         union select project from name where version = any($1::bigint[])) order by name`,
      sequences.map(String),
    ),
  );
  return rows.map(([name]) => String(name));
}
