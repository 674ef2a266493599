import { createHash } from 'node:crypto';
import type { NameKind } from '../../catalog/catalog.ts';
import type { Relational } from '../store.ts';
import type { Batch } from '../write.ts';
import type { RunFacts } from './merge-updates.ts';
import { postgres } from './statement.ts';
import { storableText } from './storable-text.ts';

/** The numbers under which a batch is written, durable before anything that uses them. */
export interface Reservation {
  readonly sequence: number;
  readonly project: number;
  readonly runs: readonly ReservedRun[];
  /** Numbers of names by `nameKey`. */
  readonly names: ReadonlyMap<string, number>;
}

export interface ReservedRun {
  readonly number: number;
  readonly id: string;
  /** `new` by this batch; `unfinished` by one that was never committed; `deleted` by a person. */
  readonly status: 'new' | 'unfinished' | 'known' | 'deleted';
  /** It is known under another source id, and gets this one, with its id, at the commit. */
  readonly newSourceId?: string;
  /** Numbers of runs that turned out to be this one. */
  readonly absorbs?: readonly number[];
  /** The number of the run of another project that it has turned out to be. */
  readonly becomes?: number;
}

type Tx = Pick<Relational, 'query'>;

/** The key of a name in `Reservation.names`. */
export function nameKey(kind: NameKind, name: string): string {
  return `${kind} ${name}`;
}

/** Gives numbers to the batch's project, runs and names, and opens it. New runs stay unseen until it is committed. */
export async function reserve(
  relational: Relational,
  batch: Batch,
  facts: readonly RunFacts[],
  indices: readonly number[],
): Promise<Reservation> {
  return relational.transaction(async (tx) => {
    const project = await reserveProject(tx, storableText(batch.project));
    const runs = await reserveRuns(tx, project, batch.source, facts);
    const names = await reserveNames(tx, project, namesOf(batch, facts));
    const metrics = new Set<number>();
    const touched = new Set<number>();
    for (const block of batch.points ?? []) {
      metrics.add(names.get(nameKey('metric', storableText(block.metric))) ?? 0);
      const run = runs[indices[block.run] ?? -1];
      if (run !== undefined && run.status !== 'deleted') touched.add(run.number);
    }
    const opened = await tx.query(
      postgres(
        'insert into batch (project, metrics, runs) values ($1, $2, $3) returning sequence',
        project,
        [...metrics],
        [...touched],
      ),
    );
    return { sequence: Number(opened.rows[0]?.[0]), project, runs, names };
  });
}

async function reserveProject(tx: Tx, name: string): Promise<number> {
  const found = await tx.query(postgres('select id from project where name = $1', name));
  if (found.rows[0] !== undefined) return Number(found.rows[0][0]);
  const made = await tx.query(
    postgres(
      'insert into project (name) values ($1) on conflict (name) do update set name = excluded.name returning id',
      name,
    ),
  );
  return Number(made.rows[0]?.[0]);
}

async function reserveRuns(
  tx: Tx,
  project: number,
  source: string,
  facts: readonly RunFacts[],
): Promise<readonly ReservedRun[]> {
  const bySourceId = await findRuns(tx, project, source, facts.flatMap(sourceIdsOf));
  const found = facts.map(({ update }): ReservedRun | undefined => {
    const own = bySourceId.get(update.sourceId);
    const former = update.formerId === undefined ? undefined : bySourceId.get(storableText(update.formerId));
    const absorbed = (update.absorbs ?? []).flatMap((id) => bySourceId.get(storableText(id)) ?? []);
    const isRenamed = former !== undefined && (own === undefined || absorbed.includes(own));
    const run = isRenamed ? { ...former, newSourceId: update.sourceId } : own;
    const absorbs = absorbed.map(({ number }) => number).filter((number) => number !== run?.number);
    return run === undefined || absorbs.length === 0 ? run : { ...run, absorbs };
  });
  const missing = facts.filter((_, i) => found[i] === undefined);
  const made = new Map((await insertRuns(tx, project, source, missing)).map((run) => [run.sourceId, run]));
  const renamed = await renamedIds(tx, project, source, facts, found);
  const becomes = await findOthers(tx, source, facts);
  return facts.map((fact, i) => {
    const run = found[i] ?? made.get(fact.update.sourceId);
    if (run === undefined) throw new Error(`no number for run ${fact.update.sourceId}`);
    const other = becomes.get(fact.update.sourceId);
    return { ...run, id: renamed.get(run.number) ?? run.id, ...(other === undefined ? {} : { becomes: other }) };
  });
}

/** The numbers of the runs of other projects that runs have become, by the source ids that they have here. */
async function findOthers(tx: Tx, source: string, facts: readonly RunFacts[]): Promise<ReadonlyMap<string, number>> {
  const given = facts.flatMap(({ update }) => {
    return update.becomes === undefined ? [] : [{ id: update.sourceId, ...update.becomes }];
  });
  if (given.length === 0) return new Map();
  const found = await tx.query(
    postgres(
      `select given.id, run.number from unnest($2::text[], $3::text[], $4::text[]) as given (id, project, source_id)
       join project on project.name = given.project
       join run on run.project = project.id and run.source = $1 and run.source_id = given.source_id and run.sequence > 0`,
      source,
      given.map(({ id }) => id),
      given.map(({ project }) => storableText(project)),
      given.map(({ sourceId }) => storableText(sourceId)),
    ),
  );
  return new Map(found.rows.map(([id, number]) => [String(id), Number(number)]));
}

function sourceIdsOf({ update }: RunFacts): string[] {
  const others = [...(update.absorbs ?? []), ...(update.formerId === undefined ? [] : [update.formerId])];
  return [update.sourceId, ...others.map(storableText)];
}

async function findRuns(tx: Tx, project: number, source: string, sourceIds: readonly string[]) {
  const known = await tx.query(
    postgres(
      `select source_id, number, id, case when sequence = 0 then 'unfinished' when deleted then 'deleted' else 'known' end
       from run where project = $1 and source = $2 and source_id = any($3)`,
      project,
      source,
      sourceIds,
    ),
  );
  return new Map(
    known.rows.map(([sourceId, number, id, status]) => {
      const found = { number: Number(number), id: String(id), status: status as 'unfinished' | 'known' | 'deleted' };
      return [String(sourceId), found] as const;
    }),
  );
}

/** The ids that renamed runs get, by their numbers. */
async function renamedIds(
  tx: Tx,
  project: number,
  source: string,
  facts: readonly RunFacts[],
  found: readonly (ReservedRun | undefined)[],
): Promise<ReadonlyMap<number, string>> {
  const renamed = facts.flatMap(({ update }, i) => {
    const run = found[i];
    return run?.newSourceId !== undefined ? [{ run, update, id: storableText(update.id ?? update.sourceId) }] : [];
  });
  if (renamed.length === 0) return new Map();
  const taken = await tx.query(
    postgres(
      'select id from run where project = $1 and id = any($2) and not number = any($3)',
      project,
      renamed.map(({ id }) => id),
      renamed.flatMap(({ run }) => [run.number, ...(run.absorbs ?? [])]),
    ),
  );
  const used = new Set(taken.rows.map((row) => String(row[0])));
  return new Map(
    renamed.map(({ run, update, id }) => [run.number, used.has(id) ? `${id}~${digest(source, update.sourceId)}` : id]),
  );
}

async function insertRuns(tx: Tx, project: number, source: string, facts: readonly RunFacts[]) {
  if (facts.length === 0) return [];
  const wanted = facts.map(({ update }) => storableText(update.id ?? update.sourceId));
  const taken = await tx.query(postgres('select id from run where project = $1 and id = any($2)', project, wanted));
  const used = new Set(taken.rows.map((row) => String(row[0])));
  const ids = facts.map(({ update }, i) => {
    const id = wanted[i] ?? '';
    const free = used.has(id) ? `${id}~${digest(source, update.sourceId)}` : id;
    used.add(free);
    return free;
  });
  const made = await tx.query(
    postgres(
      `insert into run (project, source, id, source_id, deleted)
       select $1, $2, given.id, given.source_id, true
       from unnest($3::text[], $4::text[]) with ordinality as given (id, source_id, place) order by place
       returning source_id, number, id`,
      project,
      source,
      ids,
      facts.map(({ update }) => update.sourceId),
    ),
  );
  return made.rows.map(([sourceId, number, id]) => {
    return { sourceId: String(sourceId), number: Number(number), id: String(id), status: 'new' as const };
  });
}

/** Ends the id of a run whose own is taken by a run of another source. */
function digest(source: string, sourceId: string): string {
  return createHash('sha256').update(`${source}\0${sourceId}`).digest('hex').slice(0, 8);
}

function namesOf(batch: Batch, facts: readonly RunFacts[]): ReadonlyMap<string, { kind: NameKind; name: string }> {
  const names = new Map<string, { kind: NameKind; name: string }>();
  const add = (kind: NameKind, name: string) => names.set(nameKey(kind, name), { kind, name });
  for (const { metric } of [...(batch.points ?? []), ...(batch.goals ?? [])]) add('metric', storableText(metric));
  for (const fact of facts) {
    for (const name of fact.params.keys()) add('param', name);
    for (const name of fact.tags.keys()) add('tag', name);
  }
  return names;
}

async function reserveNames(
  tx: Tx,
  project: number,
  wanted: ReadonlyMap<string, { kind: NameKind; name: string }>,
): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>();
  if (wanted.size === 0) return numbers;
  const take = (rows: readonly (readonly unknown[])[]) => {
    for (const [kind, name, id] of rows) numbers.set(nameKey(kind as NameKind, String(name)), Number(id));
  };
  const columns = (names: readonly { kind: NameKind; name: string }[]) => {
    return [names.map(({ kind }) => kind), names.map(({ name }) => name)] as const;
  };
  const known = await tx.query(
    postgres(
      `select name.kind, name.name, name.id from unnest($2::text[], $3::text[]) as given (kind, name)
       join name on name.project = $1 and name.kind = given.kind and name.name = given.name`,
      project,
      ...columns([...wanted.values()]),
    ),
  );
  take(known.rows);
  const missing = [...wanted.entries()].filter(([key]) => !numbers.has(key)).map(([, name]) => name);
  if (missing.length === 0) return numbers;
  const made = await tx.query(
    postgres(
      `insert into name (project, kind, name, version)
       select $1, given.kind, given.name, 0 from unnest($2::text[], $3::text[]) as given (kind, name)
       returning kind, name, id`,
      project,
      ...columns(missing),
    ),
  );
  take(made.rows);
  return numbers;
}
