import { readBool, readNumber } from '../../catalog/read-text.ts';
import type { Relational } from '../store.ts';
import type { ParamValue, RunUpdate } from '../write.ts';
import { keepSaidTags } from './kept-aside.ts';
import type { RunFacts } from './merge-updates.ts';
import { nameKey, type Reservation } from './reserve.ts';
import { postgres } from './statement.ts';
import { storableJson, storableText } from './storable-text.ts';
import type { RunExtent } from './summary-store.ts';

type Tx = Pick<Relational, 'query'>;

/** A run of the batch that is written, and what the batch says of it. */
export interface NumberedFacts extends RunFacts {
  readonly number: number;
}

/** Writes the fields of runs, shows the new ones; what a person has set stays, and the source's own is kept aside. */
export async function commitRuns(
  tx: Tx,
  sequence: number,
  runs: readonly NumberedFacts[],
  extents: readonly RunExtent[],
): Promise<void> {
  const given = runs.map(({ number, update }) => ({ number, ...fieldsOf(update) }));
  await tx.query(
    postgres(
      `update run set deleted = deleted and sequence > 0, sequence = $1, of_source = ${ofSource}, ${assignments}
       from jsonb_to_recordset($2::text::jsonb) as given (number int, ${definitions}) where run.number = given.number`,
      sequence,
      JSON.stringify(given),
    ),
  );
  if (extents.length === 0) return;
  await tx.query(
    postgres(
      `update run set
         step = case when given.exact then given.last_step else greatest(run.step, given.last_step) end,
         first_time = case when given.exact then given.first_time else least(run.first_time, given.first_time) end,
         last_time = case when given.exact then given.last_time else greatest(run.last_time, given.last_time) end
       from unnest($1::int[], $2::boolean[], $3::float8[], $4::float8[], $5::float8[])
         as given (number, exact, last_step, first_time, last_time) where run.number = given.number`,
      extents.map((extent) => extent.run),
      extents.map((extent) => String(extent.exact)),
      extents.map((extent) => extent.lastStep),
      extents.map((extent) => extent.firstTime),
      extents.map((extent) => extent.lastTime),
    ),
  );
}

/** Columns of `run` that a source may set, with their types. */
const fields = {
  name: 'text',
  user: 'text',
  state: 'text',
  created: 'bigint',
  started: 'bigint',
  ended: 'bigint',
  group: 'text',
  kind: 'text',
  host: 'text',
  notes: 'text',
  git_commit: 'text',
  git_branch: 'text',
  git_dirty: 'boolean',
} as const;

const definitions = Object.entries(fields)
  .map(([name, type]) => `"${name}" ${type}`)
  .join(', ');

const assignments = Object.keys(fields)
  .map(
    (name) =>
      `"${name}" = case when '${name}' = any(set_by_user) then run."${name}" else coalesce(given."${name}", run."${name}") end`,
  )
  .join(', ');

const ofSource = `case when set_by_user = '{}' then of_source else of_source || (
  select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(jsonb_strip_nulls(to_jsonb(given)))
  where key = any(set_by_user)) end`;

function fieldsOf(update: RunUpdate): Readonly<Record<keyof typeof fields, unknown>> {
  const text = (value: string | undefined) => (value === undefined ? undefined : storableText(value));
  const time = (value: number | null | undefined) => (typeof value === 'number' ? Math.round(value) : undefined);
  return {
    name: text(update.name),
    user: text(update.user),
    state: update.state,
    created: time(update.created),
    started: time(update.started),
    ended: time(update.ended),
    group: text(update.group),
    kind: text(update.runKind),
    host: text(update.host),
    notes: text(update.notes),
    git_commit: text(update.gitCommit),
    git_branch: text(update.gitBranch),
    git_dirty: update.gitDirty,
  };
}

/** Writes params and tags, each as a typed row, keeps the counts and types of their names, and one document a run. */
export async function commitValues(tx: Tx, reservation: Reservation, runs: readonly NumberedFacts[]): Promise<void> {
  const params = runs.flatMap(({ number, params }) =>
    [...params.values()].map((param) => row(number, reservation.names.get(nameKey('param', param.name)), param)),
  );
  const tags = runs.flatMap(({ number, tags }) =>
    [...tags].map(([name, value]) => {
      const type = value === undefined ? 'null' : 'text';
      return row(number, reservation.names.get(nameKey('tag', name)), { name, type, text: value ?? '' });
    }),
  );
  await commitRows(tx, 'param', reservation.sequence, params);
  await commitRows(tx, 'tag', reservation.sequence, await keepSaidTags(tx, tags));
  await commitDocuments(tx, runs);
}

interface ValueRow {
  readonly run: number;
  readonly key: number;
  readonly type: ParamValue['type'];
  readonly text: string | null;
  readonly number: number | null;
  readonly flag: boolean | null;
}

function row(run: number, key: number | undefined, { name, type, text }: ParamValue): ValueRow {
  if (key === undefined) throw new Error(`no number for the name ${name}`);
  const number = type === 'number' || type === 'text' ? readNumber(text) : undefined;
  const flag = type === 'bool' || type === 'text' ? readBool(text) : undefined;
  return { run, key, type, text: type === 'null' ? null : text, number: number ?? null, flag: flag ?? null };
}

async function commitRows(tx: Tx, table: 'param' | 'tag', sequence: number, rows: readonly ValueRow[]): Promise<void> {
  if (rows.length === 0) return;
  const kept = table === 'tag' ? "tag.origin = 'source' and" : '';
  const changed = await tx.query(
    postgres(
      `with written as (
         insert into ${table} (run, key, type, txt, num, flag)
         select * from unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::float8[], $6::boolean[])
         on conflict (run, key) do update
         set type = excluded.type, txt = excluded.txt, num = excluded.num, flag = excluded.flag
         where ${kept} (${table}.type, ${table}.txt) is distinct from (excluded.type, excluded.txt)
         returning key, type, num, flag, xmax = 0 as fresh)
       select key, (count(*) filter (where fresh))::int, bool_or(not fresh), bit_or(${typeBitsOf}) from written group by key`,
      `{${rows.map((value) => value.run).join(',')}}`,
      `{${rows.map((value) => value.key).join(',')}}`,
      textArray(rows.map((value) => value.type)),
      textArray(rows.map((value) => value.text)),
      textArray(rows.map((value) => (value.number === null ? null : numberText(value.number)))),
      textArray(rows.map((value) => (value.flag === null ? null : String(value.flag)))),
    ),
  );
  if (changed.rows.length === 0) return;
  await tx.query(
    postgres(
      `update name set version = $1, runs = name.runs + given.fresh, types = name.types | given.types
       from unnest($2::int[], $3::int[], $4::int[]) as given (id, fresh, types) where name.id = given.id`,
      sequence,
      changed.rows.map((found) => Number(found[0])),
      changed.rows.map((found) => Number(found[1])),
      changed.rows.map((found) => Number(found[3])),
    ),
  );
  const replaced = changed.rows.filter((found) => found[2] === true).map((found) => Number(found[0]));
  if (replaced.length === 0) return;
  await tx.query(
    postgres(
      `update name set types = held.types
       from (select key, bit_or(${typeBitsOf}) as types from ${table} where key = any($1) group by key) as held
       where name.id = held.key`,
      replaced,
    ),
  );
}

/** The bit of a value's type, as `typeBits` of the catalog has them. */
export const typeBitsOf = `case type when 'number' then 1 when 'bool' then 4 when 'list' then 8 when 'null' then 16
  else case when num is not null then 32 when flag is not null then 64 else 2 end end`;

/** Arrays of texts and nulls, in the form that both drivers pass on unchanged. */
function textArray(texts: readonly (string | null)[]): string {
  const quoted = texts.map((text) => (text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`));
  return `{${quoted.join(',')}}`;
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

async function commitDocuments(tx: Tx, runs: readonly NumberedFacts[]): Promise<void> {
  const given = runs.map(({ number, params, update: { environment, code } }) => ({
    run: number,
    params: Object.fromEntries(
      [...params].map(([name, { type, text }]) => [name, [type, type === 'null' ? null : text]]),
    ),
    environment,
    code,
  }));
  await tx.query(
    postgres(
      `insert into document (run, params, environment, code)
       select run, params, environment, code
       from jsonb_to_recordset($1::text::jsonb) as given (run int, params jsonb, environment jsonb, code jsonb)
       on conflict (run) do update set params = document.params || excluded.params,
         environment = coalesce(excluded.environment, document.environment), code = coalesce(excluded.code, document.code)`,
      storableJson(given),
    ),
  );
  const tagged = runs.filter(({ tags }) => tags.size > 0).map(({ number }) => number);
  if (tagged.length === 0) return;
  await tx.query(
    postgres(
      `update document set tags = held.tags
       from (select tag.run, jsonb_object_agg(name.name, jsonb_build_array(tag.type, tag.txt)) as tags
             from tag join name on name.id = tag.key where tag.run = any($1) group by tag.run) as held
       where document.run = held.run`,
      tagged,
    ),
  );
}
