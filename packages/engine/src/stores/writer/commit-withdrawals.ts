import type { NumberedFacts } from './commit-facts.ts';
import type { Change } from './edits/change.ts';
import { recountNames } from './edits/recount-names.ts';
import { postgres } from './statement.ts';
import { storableText } from './storable-text.ts';

/** Takes back what a source said of runs before and says no more: their ends, and params. */
export async function commitWithdrawals(change: Change, project: number, runs: readonly NumberedFacts[]) {
  const going = runs.filter(({ update }) => update.ended === null).map(({ number }) => number);
  if (going.length > 0) {
    await change.tx.query(
      postgres(`update run set ended = null where number = any($1) and not 'ended' = any(set_by_user)`, going),
    );
  }
  const dropped = runs.flatMap(({ number, params, update: { dropParams = [] } }) =>
    dropParams
      .map(storableText)
      .filter((name) => !params.has(name))
      .map((name) => ({ number, name })),
  );
  if (dropped.length > 0) await dropParams(change, project, dropped);
}

async function dropParams(
  change: Change,
  project: number,
  dropped: readonly { readonly number: number; readonly name: string }[],
): Promise<void> {
  const numbers = dropped.map(({ number }) => number);
  const names = dropped.map(({ name }) => name);
  const keys = await change.tx.query(
    postgres(
      `delete from param using unnest($2::int[], $3::text[]) as given (run, name)
         join name on name.project = $1 and name.kind = 'param' and name.name = given.name
       where param.run = given.run and param.key = name.id returning param.key`,
      project,
      numbers,
      names,
    ),
  );
  await change.tx.query(
    postgres(
      `update document set params = document.params - held.names
       from (select run, array_agg(name) as names
             from unnest($1::int[], $2::text[]) as given (run, name) group by run) as held
       where document.run = held.run`,
      numbers,
      names,
    ),
  );
  await recountNames(change, 'param', [...new Set(keys.rows.map((row) => Number(row[0])))]);
}
