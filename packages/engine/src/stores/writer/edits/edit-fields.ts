import type { EditableField } from '../../edit.ts';
import { postgres } from '../statement.ts';
import { storableText } from '../storable-text.ts';
import type { Change } from './change.ts';

/** Sets a field of runs; returns how many had another. From now on their sources' own is only kept aside. */
export async function setField(
  { tx, sequence }: Change,
  runs: readonly number[],
  field: EditableField,
  text: string | null,
): Promise<number> {
  const column = columnOf(field);
  const given = text === null ? null : storableText(text);
  const others = await tx.query(
    postgres(
      `update run set ${column} = $2, sequence = $3, ${keptAside(field)}
       where number = any($1) and not deleted and ${column} is distinct from $2 returning number`,
      runs,
      given,
      sequence,
    ),
  );
  // What the source says too is said by the person from now on.
  await tx.query(
    postgres(
      `update run set ${keptAside(field)} where number = any($1) and not deleted and not '${field}' = any(set_by_user)`,
      runs,
    ),
  );
  return others.rows.length;
}

/** The field of runs as their sources have it; returns of how many a person had said otherwise. */
export async function forgetField({ tx, sequence }: Change, runs: readonly number[], field: EditableField) {
  const column = columnOf(field);
  const forgotten = await tx.query(
    postgres(
      `update run set ${column} = of_source ->> '${field}', of_source = of_source - '${field}',
         set_by_user = array_remove(set_by_user, '${field}'), sequence = $2
       where number = any($1) and not deleted and '${field}' = any(set_by_user) returning number`,
      runs,
      sequence,
    ),
  );
  return forgotten.rows.length;
}

function columnOf(field: EditableField): string {
  return `"${field}"`;
}

/** Assignments that mark the field as a person's; a value that was the source's moves aside. */
function keptAside(field: EditableField): string {
  const isSet = `'${field}' = any(set_by_user)`;
  return `of_source = case when ${isSet} then of_source
      else of_source || jsonb_strip_nulls(jsonb_build_object('${field}', ${columnOf(field)})) end,
    set_by_user = case when ${isSet} then set_by_user else set_by_user || '{${field}}' end`;
}
