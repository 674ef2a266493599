import { readBool, readNumber } from '../../../catalog/read-text.ts';
import { postgres } from '../statement.ts';
import { storableText } from '../storable-text.ts';
import type { Change } from './change.ts';
import { recountNames } from './recount-names.ts';

/** The keys of a tag's name in the projects of runs. */
const keysOf = `select r.number as run, n.id as key from run r
  join name n on n.project = r.project and n.kind = 'tag' and n.name = $2 where r.number = any($1) and not r.deleted`;

/** Sets a tag of runs; returns how many had none, or another. */
export async function setTag({ tx, sequence }: Change, runs: readonly number[], name: string, value?: string) {
  const given = storableText(name);
  const text = value === undefined ? null : storableText(value);
  await tx.query(
    postgres(
      `insert into name (project, kind, name, version) select distinct project, 'tag', $2, 0 from run
       where number = any($1) and not deleted on conflict do nothing`,
      runs,
      given,
    ),
  );
  const changed = await tx.query(
    postgres(
      `select o.run from (${keysOf}) o left join tag t on t.run = o.run and t.key = o.key
       where t.run is null or t.txt is distinct from $3`,
      runs,
      given,
      text,
    ),
  );
  await keepOfSource({ tx, sequence }, runs, given);
  await tx.query(
    postgres(
      `insert into tag (run, key, type, txt, num, flag, origin)
       select o.run, o.key, $3, $4, $5::float8, $6::boolean, 'user' from (${keysOf}) o
       on conflict (run, key) do update set type = excluded.type, txt = excluded.txt, num = excluded.num,
         flag = excluded.flag, origin = excluded.origin`,
      runs,
      given,
      text === null ? 'null' : 'text',
      text,
      (text === null ? undefined : readNumber(text)) ?? null,
      (text === null ? undefined : readBool(text)) ?? null,
    ),
  );
  return finish({ tx, sequence }, changed.rows.map(firstOf), given);
}

/** Takes a tag off runs, whoever has set it; returns how many had it. */
export async function takeTagOff({ tx, sequence }: Change, runs: readonly number[], name: string): Promise<number> {
  const given = storableText(name);
  await keepOfSource({ tx, sequence }, runs, given, 'join');
  const taken = await tx.query(
    postgres(
      `delete from tag using (${keysOf}) o where tag.run = o.run and tag.key = o.key returning tag.run`,
      runs,
      given,
    ),
  );
  return finish({ tx, sequence }, taken.rows.map(firstOf), given);
}

/** The tag of runs as their sources have it; returns of how many a person had said otherwise. */
export async function forgetTag({ tx, sequence }: Change, runs: readonly number[], name: string): Promise<number> {
  const given = storableText(name);
  const differ = await tx.query(
    postgres(
      `select o.run from (${keysOf}) o join tag_of_source s on s.run = o.run and s.key = o.key
       left join tag t on t.run = o.run and t.key = o.key
       where (s.type is null) <> (t.run is null) or s.txt is distinct from t.txt`,
      runs,
      given,
    ),
  );
  await tx.query(
    postgres(
      `delete from tag using (${keysOf}) o where tag.run = o.run and tag.key = o.key and tag.origin = 'user'`,
      runs,
      given,
    ),
  );
  await tx.query(
    postgres(
      `with kept as (
         delete from tag_of_source s using (${keysOf}) o where s.run = o.run and s.key = o.key returning s.*)
       insert into tag (run, key, type, txt, num, flag)
       select run, key, type, txt, num, flag from kept where type is not null`,
      runs,
      given,
    ),
  );
  return finish({ tx, sequence }, differ.rows.map(firstOf), given);
}

/** Remembers what the source says before a person says otherwise; `join` only where there is such a tag. */
async function keepOfSource(
  { tx }: Change,
  runs: readonly number[],
  name: string,
  which: 'join' | 'left join' = 'left join',
) {
  await tx.query(
    postgres(
      `insert into tag_of_source (run, key, type, txt, num, flag)
       select o.run, o.key, t.type, t.txt, t.num, t.flag from (${keysOf}) o
       ${which} tag t on t.run = o.run and t.key = o.key on conflict do nothing`,
      runs,
      name,
    ),
  );
}

async function finish({ tx, sequence }: Change, changed: readonly number[], name: string): Promise<number> {
  if (changed.length === 0) return 0;
  await tx.query(
    postgres(
      `insert into document (run, tags)
       select r.number, coalesce(jsonb_object_agg(n.name, jsonb_build_array(t.type, t.txt)) filter (where n.id is not null), '{}')
       from run r left join tag t on t.run = r.number left join name n on n.id = t.key
       where r.number = any($1) group by r.number
       on conflict (run) do update set tags = excluded.tags`,
      changed,
    ),
  );
  await tx.query(postgres('update run set sequence = $2 where number = any($1)', changed, sequence));
  const keys = await tx.query(postgres(`select id from name where kind = 'tag' and name = $1`, name));
  await recountNames({ tx, sequence }, 'tag', keys.rows.map(firstOf));
  return changed.length;
}

function firstOf(row: readonly unknown[]): number {
  return Number(row[0]);
}
