import type { FetchFromPostgres, StepId } from '../plan/steps.ts';
import type { StoredValue } from '../plan/storage.ts';
import { memberRuns, readings } from './postgres-conditions.ts';
import { type Moment, postgresFields } from './postgres-fields.ts';
import { inPostgresSet } from './run-sets.ts';
import { call, column, type From, infix, postfix, prefix, type Query, type RunsForm, type Sql, value } from './sql.ts';

type KeyValue = Extract<StoredValue, { kind: 'key' }>;

type FieldValue = Extract<StoredValue, { kind: 'field' }>;
type Member = Extract<StoredValue, { kind: 'membership' }>;

/**
 * One statement of a fetch and how its columns are read: `fields` gives one row, a JSON list of run numbers, then one
 * list per field; `keys` a row per name: its id, then lists of run numbers, values and, for `shown`, their types;
 * `members` a JSON list of run numbers.
 */
export type FetchPart =
  | { readonly kind: 'fields'; readonly indices: readonly number[] }
  | {
      readonly kind: 'keys';
      readonly reading: KeyValue['reading'];
      /** The ids of each column's name. */
      readonly entries: readonly { readonly index: number; readonly ids: readonly number[] }[];
    }
  | { readonly kind: 'members'; readonly index: number };

/** A part with its statement. */
export interface FetchQuery {
  readonly part: FetchPart;
  readonly query: (form: RunsForm) => Query;
}

type At<T> = readonly { readonly of: T; readonly index: number }[];

/** The statements that fetch stored values of runs: one for the fields, one for each table and reading of names, one a membership. */
export function fetchFromPostgres(step: FetchFromPostgres, moment: Moment): readonly FetchQuery[] {
  const entries = step.values.map((of, index) => ({ of, index }));
  const fields = entries.flatMap(({ of, index }) => (of.kind === 'field' ? [{ of, index }] : []));
  const keys = entries.flatMap(({ of, index }) => (of.kind === 'key' ? [{ of, index }] : []));
  const members = entries.flatMap(({ of, index }) => (of.kind === 'membership' ? [{ of, index }] : []));
  return [
    ...(fields.length === 0 ? [] : [fetchFields(fields, step.of, moment)]),
    ...groupKeys(keys).map((same) => fetchKeys(same, step.of)),
    ...members.map(({ of, index }): FetchQuery => {
      return { part: { kind: 'members', index }, query: (form) => membersQuery(of, step.of, form) };
    }),
  ];
}

function fetchFields(fields: At<FieldValue>, of: StepId, moment: Moment): FetchQuery {
  const values = fields.map((field) => field.of);
  return {
    part: { kind: 'fields', indices: fields.map(({ index }) => index) },
    query: (form) => fieldsQuery(values, of, form, moment),
  };
}

function groupKeys(keys: At<KeyValue>): readonly At<KeyValue>[] {
  const groups = new Map<string, { of: KeyValue; index: number }[]>();
  for (const key of keys) {
    const name = `${key.of.of} ${key.of.reading}`;
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  return [...groups.values()];
}

function fetchKeys(keys: At<KeyValue>, of: StepId): FetchQuery {
  const [first] = keys;
  if (first === undefined) throw new Error('a fetch of no names');
  const { of: table, reading } = first.of;
  const ids = [...new Set(keys.flatMap((key) => key.of.key.ids))];
  return {
    part: { kind: 'keys', reading, entries: keys.map(({ of: { key }, index }) => ({ index, ids: key.ids })) },
    query: (form) => keysQuery(table, reading, ids, of, form),
  };
}

/** Columns leave PGlite much faster as one JSON list each than as rows; JSON writes NaN and infinities as texts. */
function listOf(of: Sql): Sql {
  return call('json_agg', of);
}

function fieldsQuery(fields: readonly FieldValue[], of: StepId, form: RunsForm, moment: Moment): Query {
  const number = column('number', 'r');
  const runs: From = { kind: 'table', name: 'run', as: 'r' };
  // A join looks the few projects up once, not for each run.
  const project: From = { kind: 'table', name: 'project', as: 'j' };
  const on = infix('=', column('id', 'j'), column('project', 'r'));
  const lists = fields.map(({ field }, index) => ({
    value: listOf(field === 'project' ? column('name', 'j') : postgresFields[field].value(moment)),
    as: `v${index + 1}`,
  }));
  return {
    kind: 'select',
    columns: [{ value: listOf(number), as: 'runs' }, ...lists],
    from: fields.some(({ field }) => field === 'project') ? { kind: 'join', left: runs, right: project, on } : runs,
    where: [inPostgresSet(number, of, form)],
  };
}

function keysQuery(
  table: KeyValue['of'],
  reading: KeyValue['reading'],
  ids: readonly number[],
  of: StepId,
  form: RunsForm,
): Query {
  const key = column('key', 'p');
  const { name, guards } = readings[reading];
  const x = column(name, 'p');
  const types = reading === 'shown' ? [{ value: listOf(column('type', 'p')), as: 'types' }] : [];
  return {
    kind: 'select',
    columns: [
      { value: key },
      { value: listOf(column('run', 'p')), as: 'runs' },
      { value: listOf(x), as: 'v' },
      ...types,
    ],
    from: { kind: 'table', name: table, as: 'p' },
    where: [
      infix('=', key, call('any', value('int[]', ids))),
      inPostgresSet(column('run', 'p'), of, form),
      ...(guards.length === 0 ? [postfix(x, 'IS NOT NULL')] : guards),
    ],
    group: [key],
  };
}

function membersQuery({ condition }: Member, of: StepId, form: RunsForm): Query {
  const run = column('run', 'm');
  // A run may have several artifacts that meet the condition.
  const once = condition.kind === 'artifact-link' ? prefix('DISTINCT', run) : run;
  return {
    kind: 'select',
    columns: [{ value: listOf(once), as: 'runs' }],
    from: { kind: 'query', query: memberRuns(condition), as: 'm' },
    where: [inPostgresSet(run, of, form)],
  };
}
