import type { Relational } from '../store.ts';
import { absorbedSource } from './absorbed-source.ts';
import type { Change } from './edits/change.ts';
import { recountNames } from './edits/recount-names.ts';
import { refreshKinship } from './edits/refresh-kinship.ts';
import { type readMetricCounts, removeRuns } from './edits/remove-runs.ts';
import type { ReservedRun } from './reserve.ts';
import { postgres } from './statement.ts';

/** A run that goes, and the one that it has turned out to be. */
interface Absorbed {
  readonly from: number;
  readonly into: number;
}

/** The numbers of all runs that go with a batch, having turned out to be others. */
export function absorbedBy(runs: readonly ReservedRun[]): readonly number[] {
  return absorptions(runs).map(({ from }) => from);
}

function absorptions(runs: readonly ReservedRun[]): readonly Absorbed[] {
  return runs.flatMap(({ number, absorbs = [], becomes }) => [
    ...absorbs.map((from) => ({ from, into: number })),
    ...(becomes === undefined ? [] : [{ from: number, into: becomes }]),
  ]);
}

/**
 * Takes the runs out of sight that have turned out to be others, and renames those that are known under another source
 * id; what a person has said of a run, and its id, go on to what it is now.
 */
export async function commitIdentity(
  change: Change,
  project: number,
  runs: readonly ReservedRun[],
  counts: Awaited<ReturnType<typeof readMetricCounts>>,
): Promise<void> {
  const absorbed = absorptions(runs);
  if (absorbed.length > 0) await absorbRuns(change, absorbed, counts);
  // Of what a person has removed too it is known which run it is: it stays removed.
  const renamed = runs.flatMap(({ number, id, newSourceId }) =>
    newSourceId === undefined ? [] : [{ number, id, newSourceId }],
  );
  if (renamed.length === 0) return;
  const ids = renamed.map(({ id }) => id);
  await keepIds(
    change.tx,
    renamed.map(({ number }) => ({ from: number, into: number })),
  );
  await change.tx.query(
    postgres(
      `update run set source_id = given.source_id, id = given.id
       from unnest($1::int[], $2::text[], $3::text[]) as given (number, source_id, id) where run.number = given.number`,
      renamed.map(({ number }) => number),
      renamed.map(({ newSourceId }) => newSourceId),
      ids,
    ),
  );
  // An id that is a run's again leads to that run.
  await change.tx.query(postgres('delete from former_id where project = $1 and id = any($2)', project, ids));
}

async function absorbRuns(
  change: Change,
  absorbed: readonly Absorbed[],
  counts: Awaited<ReturnType<typeof readMetricCounts>>,
): Promise<void> {
  const { tx, sequence } = change;
  const [from, into] = [absorbed.map((one) => one.from), absorbed.map((one) => one.into)];
  await keepIds(tx, absorbed);
  await keepFields(tx, from, into);
  await keepTags(change, from, into);
  await keepEdges(tx, from, into);
  const inSight = await tx.query(postgres('select number from run where number = any($1) and not deleted', from));
  const numbers = inSight.rows.map((row) => Number(row[0]));
  if (numbers.length > 0) await removeRuns(change, numbers, numbers.length === from.length ? counts : []);
  await refreshKinship(tx, into, into);
  // No source has them any more, and their ids are free.
  await tx.query(
    postgres(
      `update run set source = '${absorbedSource}', source_id = number :: text, id = id || '~' || number, deleted = true, sequence = $2
       where number = any($1)`,
      from,
      sequence,
    ),
  );
}

/** The ids of runs, and those that led to them, lead to what the runs are now. */
async function keepIds(tx: Relation, runs: readonly Absorbed[]): Promise<void> {
  const [from, into] = [runs.map((one) => one.from), runs.map((one) => one.into)];
  await tx.query(
    postgres(
      `insert into former_id (project, id, run)
       select target.project, run.id, given.into_run from run
       join unnest($1::int[], $2::int[]) as given (number, into_run) on given.number = run.number
       join run target on target.number = given.into_run
       on conflict (project, id) do update set run = excluded.run`,
      from,
      into,
    ),
  );
  await tx.query(
    postgres(
      `update former_id set run = given.into_run from unnest($1::int[], $2::int[]) as given (number, into_run)
       where former_id.run = given.number`,
      from,
      into,
    ),
  );
}

type Relation = Pick<Relational, 'query'>;

/** Where a person has set the same of both, the run that stays has its own. */
async function keepFields(tx: Relation, from: readonly number[], into: readonly number[]): Promise<void> {
  for (const field of ['name', 'notes']) {
    await tx.query(
      postgres(
        `update run set "${field}" = gone."${field}", set_by_user = run.set_by_user || '{${field}}'
         from unnest($1::int[], $2::int[]) as given (number, into_run) join run gone on gone.number = given.number
         where run.number = given.into_run and '${field}' = any(gone.set_by_user) and not '${field}' = any(run.set_by_user)`,
        from,
        into,
      ),
    );
  }
}

/** Names have other keys in another project. */
async function keepTags(change: Change, from: readonly number[], into: readonly number[]): Promise<void> {
  const { tx } = change;
  const given = `unnest($1::int[], $2::int[]) as given (number, into_run) join run target on target.number = given.into_run`;
  const toName = `join name own on own.id = t.key
    join name n on n.project = target.project and n.kind = 'tag' and n.name = own.name`;
  await tx.query(
    postgres(
      `insert into name (project, kind, name, version)
       select distinct target.project, 'tag', own.name, 0 from ${given}
       join (select run, key from tag where origin = 'user' union select run, key from tag_of_source) t on t.run = given.number
       join name own on own.id = t.key on conflict do nothing`,
      from,
      into,
    ),
  );
  await tx.query(
    postgres(
      `insert into tag_of_source (run, key, type, txt, num, flag)
       select given.into_run, n.id, t.type, t.txt, t.num, t.flag from ${given}
       join tag_of_source t on t.run = given.number ${toName} on conflict do nothing`,
      from,
      into,
    ),
  );
  const kept = await tx.query(
    postgres(
      `insert into tag (run, key, type, txt, num, flag, origin)
       select given.into_run, n.id, t.type, t.txt, t.num, t.flag, t.origin from ${given}
       join tag t on t.run = given.number ${toName} where t.origin = 'user'
       on conflict (run, key) do nothing returning run, key`,
      from,
      into,
    ),
  );
  if (kept.rows.length === 0) return;
  await recountNames(change, 'tag', [...new Set(kept.rows.map((row) => Number(row[1])))]);
  await tx.query(
    postgres(
      `update document set tags = held.tags
       from (select tag.run, jsonb_object_agg(name.name, jsonb_build_array(tag.type, tag.txt)) as tags
             from tag join name on name.id = tag.key where tag.run = any($1) group by tag.run) as held
       where document.run = held.run`,
      kept.rows.map((row) => Number(row[0])),
    ),
  );
}

/** Edges that a person has drawn or cut; a source says its own again. */
async function keepEdges(tx: Relation, from: readonly number[], into: readonly number[]): Promise<void> {
  const ends = `from %table e
    left join unnest($1::int[], $2::int[]) as p (number, into_run) on p.number = e.parent
    left join unnest($1::int[], $2::int[]) as c (number, into_run) on c.number = e.child
    where (p.number is not null or c.number is not null)
      and coalesce(p.into_run, e.parent) <> coalesce(c.into_run, e.child)`;
  const columns = 'coalesce(p.into_run, e.parent), coalesce(c.into_run, e.child), e.kind, e.step, e.logged, e.origin';
  await tx.query(
    postgres(
      `insert into edge (parent, child, kind, step, logged, origin)
       select ${columns} ${ends.replace('%table', 'edge')} and e.origin = 'user' on conflict do nothing`,
      from,
      into,
    ),
  );
  await tx.query(
    postgres(
      `insert into edge_removed (parent, child, kind, step, logged, origin, cut)
       select ${columns}, true ${ends.replace('%table', 'edge_removed')} and e.cut on conflict do nothing`,
      from,
      into,
    ),
  );
}
