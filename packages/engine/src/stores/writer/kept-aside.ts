import type { Relational } from '../store.ts';
import { postgres } from './statement.ts';

/** What the source says of one tag of one run. */
interface TagRow {
  readonly run: number;
  readonly key: number;
  readonly type: string;
  readonly text: string | null;
  readonly number: number | null;
  readonly flag: boolean | null;
}

/** The tags of which no person has said anything; of the others, what the source says is kept aside. */
export async function keepSaidTags<T extends TagRow>(
  tx: Pick<Relational, 'query'>,
  rows: readonly T[],
): Promise<readonly T[]> {
  if (rows.length === 0) return rows;
  const runs = [...new Set(rows.map((row) => row.run))];
  const { rows: found } = await tx.query(postgres('select run, key from tag_of_source where run = any($1)', runs));
  if (found.length === 0) return rows;
  const said = new Set(found.map(([run, key]) => `${run} ${key}`));
  const isSaid = (row: T) => said.has(`${row.run} ${row.key}`);
  const aside = rows.filter(isSaid).map(({ run, key, type, text, number, flag }) => {
    // JSON has no NaN and no infinities.
    return { run, key, type, txt: text, num: number === null ? null : String(number), flag };
  });
  await tx.query(
    postgres(
      `update tag_of_source s set type = given.type, txt = given.txt, num = given.num::float8, flag = given.flag
       from jsonb_to_recordset($1::text::jsonb) as given (run int, key int, type text, txt text, num text, flag boolean)
       where s.run = given.run and s.key = given.key`,
      JSON.stringify(aside),
    ),
  );
  return rows.filter((row) => !isSaid(row));
}

/** Marks removed runs that an import has come by: to restore them is to read their source anew. */
export async function markMissed(tx: Pick<Relational, 'query'>, runs: readonly number[]): Promise<void> {
  if (runs.length > 0) await tx.query(postgres('update run set missed = true where number = any($1)', runs));
}
