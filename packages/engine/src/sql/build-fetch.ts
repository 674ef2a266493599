import type { FetchFromPostgres, StepId } from '../plan/steps.ts';
import type { StoredValue } from '../plan/storage.ts';
import { memberRuns } from './postgres-conditions.ts';
import { type Moment, postgresFields } from './postgres-fields.ts';
import { inPostgresSet } from './run-sets.ts';
import { call, column, infix, type Query, type RunsForm, type Sql, value } from './sql.ts';

type KeyValue = Extract<StoredValue, { kind: 'key' }>;

/**
 * One statement of a fetch and how its columns are read: `fields` gives one row, a JSON list of run numbers, then one
 * list per field; `keys` a row per name: its id, run numbers, types, texts, numbers, flags; `members` a JSON list of
 * run numbers.
 */
export type FetchPart =
  | { readonly kind: 'fields'; readonly indices: readonly number[] }
  | { readonly kind: 'keys'; readonly entries: readonly { readonly index: number; readonly of: KeyValue }[] }
  | { readonly kind: 'members'; readonly index: number };

/** The statements that fetch stored values of runs: one for the fields, one for params, one for tags, one a membership. */
export function fetchFromPostgres(
  step: FetchFromPostgres,
  moment: Moment,
): readonly { readonly part: FetchPart; readonly query: (form: RunsForm) => Query }[] {
  const entries = step.values.map((of, index) => ({ of, index }));
  const fields = entries.flatMap(({ of, index }) => (of.kind === 'field' ? [{ of, index }] : []));
  const keysOf = (table: KeyValue['of']) =>
    entries.flatMap(({ of, index }) => (of.kind === 'key' && of.of === table ? [{ of, index }] : []));
  const members = entries.flatMap(({ of, index }) => (of.kind === 'membership' ? [{ of, index }] : []));
  return [
    ...(fields.length === 0
      ? []
      : [
          {
            part: { kind: 'fields', indices: fields.map(({ index }) => index) } as const,
            query: (form: RunsForm) =>
              fieldsQuery(
                fields.map(({ of }) => of),
                step.of,
                form,
                moment,
              ),
          },
        ]),
    ...(['param', 'tag'] as const).flatMap((table) => {
      const keys = keysOf(table);
      if (keys.length === 0) return [];
      const ids = [...new Set(keys.flatMap(({ of }) => of.key.ids))];
      return [
        {
          part: { kind: 'keys', entries: keys } as const,
          query: (form: RunsForm) => keysQuery(table, ids, step.of, form),
        },
      ];
    }),
    ...members.map(({ of, index }) => ({
      part: { kind: 'members', index } as const,
      query: (form: RunsForm) => membersQuery(of, step.of, form),
    })),
  ];
}

/** Columns leave PGlite much faster as one JSON list each than as rows; JSON writes NaN and infinities as texts. */
function listOf(of: Sql): Sql {
  return call('json_agg', of);
}

function fieldsQuery(
  fields: readonly Extract<StoredValue, { kind: 'field' }>[],
  of: StepId,
  form: RunsForm,
  moment: Moment,
): Query {
  const number = column('number', 'r');
  const lists = fields.map(({ field }, index) => ({
    value: listOf(postgresFields[field].value(moment)),
    as: `v${index + 1}`,
  }));
  return {
    kind: 'select',
    columns: [{ value: listOf(number), as: 'runs' }, ...lists],
    from: { kind: 'table', name: 'run', as: 'r' },
    where: [inPostgresSet(number, of, form)],
  };
}

function keysQuery(table: KeyValue['of'], ids: readonly number[], of: StepId, form: RunsForm): Query {
  const key = column('key', 'p');
  const lists = ['run', 'type', 'txt', 'num', 'flag'].map((name) => ({ value: listOf(column(name, 'p')), as: name }));
  return {
    kind: 'select',
    columns: [{ value: key }, ...lists],
    from: { kind: 'table', name: table, as: 'p' },
    where: [infix('=', key, call('any', value('int[]', ids))), inPostgresSet(column('run', 'p'), of, form)],
    group: [key],
  };
}

function membersQuery({ condition }: Extract<StoredValue, { kind: 'membership' }>, of: StepId, form: RunsForm): Query {
  const run = column('run', 'm');
  return {
    kind: 'select',
    columns: [{ value: listOf(run), as: 'runs' }],
    from: { kind: 'query', query: memberRuns(condition), as: 'm' },
    where: [inPostgresSet(run, of, form)],
  };
}
