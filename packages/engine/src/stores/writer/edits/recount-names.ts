import { typeBitsOf } from '../commit-facts.ts';
import { postgres } from '../statement.ts';
import type { Change } from './change.ts';

/** Counts anew which runs have the names of these keys, and with which types; removed runs do not count. */
export async function recountNames({ tx, sequence }: Change, of: 'param' | 'tag', keys: readonly number[]) {
  await tx.query(
    postgres(
      `update name set runs = held.runs, types = held.types, version = $2
       from (select n.id, count(v.run)::int as runs, coalesce(bit_or(v.bits), 0) as types
             from unnest($1::int[]) as n (id)
             left join (select key, run, ${typeBitsOf} as bits from ${of} join run on run.number = ${of}.run
                        where key = any($1) and not run.deleted) v on v.key = n.id
             group by n.id) as held
       where name.id = held.id and (name.runs, name.types) is distinct from (held.runs, held.types)`,
      keys,
      sequence,
    ),
  );
}
