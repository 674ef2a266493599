import type { RunFieldName } from '../catalog/run-fields.ts';
import { call, column, form, infix, raw, type Sql, subquery, value } from './sql.ts';

/** When a query is asked: `now` is fixed for all of it. */
export interface Moment {
  /** Microseconds since 1970. */
  readonly now: number;
}

/** How a field is read from the run's row `r`, by the type that it has in Postgres. */
export interface FieldSql {
  readonly type: 'text' | 'bigint' | 'float8' | 'boolean';
  readonly value: (moment: Moment) => Sql;
}

const own = (type: FieldSql['type'], name: string): FieldSql => ({ type, value: () => column(name, 'r') });
const started = call('coalesce', column('started', 'r'), column('first_time', 'r'));
/** A source that says no creation time is taken by its start; the order of runs has an index on this very expression. */
export const created = call('coalesce', column('created', 'r'), column('started', 'r'), column('first_time', 'r'));

/** Every field of a run, as an expression over its row. */
export const postgresFields = {
  id: own('text', 'id'),
  name: own('text', 'name'),
  project: { type: 'text', value: () => nameOfProject() },
  user: own('text', 'user'),
  state: own('text', 'state'),
  created: { type: 'bigint', value: () => created },
  started: { type: 'bigint', value: () => started },
  ended: own('bigint', 'ended'),
  duration: { type: 'float8', value: duration },
  step: own('float8', 'step'),
  tags: { type: 'text', value: tags },
  group: own('text', 'group'),
  kind: own('text', 'kind'),
  host: own('text', 'host'),
  notes: own('text', 'notes'),
  'git.commit': own('text', 'git_commit'),
  'git.branch': own('text', 'git_branch'),
  'git.dirty': own('boolean', 'git_dirty'),
  parent: { type: 'text', value: () => idOfParent() },
  children: own('float8', 'children'),
  depth: own('float8', 'depth'),
} as const satisfies Record<RunFieldName, FieldSql>;

/** A field that is a look-up: the run holds a reference, the text stands in another table. */
export const referenceFields = {
  project: { reference: 'project', table: 'project', key: 'id', text: 'name' },
  parent: { reference: 'parent', table: 'run', key: 'number', text: 'id' },
} as const;

function nameOfProject(): Sql {
  return lookUp('project');
}

function idOfParent(): Sql {
  return lookUp('parent');
}

function lookUp(field: keyof typeof referenceFields): Sql {
  const { reference, table, key, text } = referenceFields[field];
  return subquery({
    kind: 'select',
    columns: [{ value: column(text, 'x') }],
    from: { kind: 'table', name: table, as: 'x' },
    where: [infix('=', column(key, 'x'), column(reference, 'r'))],
  });
}

/** Seconds from start to end; to now while it runs; else to its last point. */
function duration({ now }: Moment): Sql {
  const running = infix('=', column('state', 'r'), raw("'running'"));
  const soFar = form(
    (test, then, otherwise) => `CASE WHEN ${test} THEN ${then} ELSE ${otherwise} END`,
    running,
    value('bigint', now),
    column('last_time', 'r'),
  );
  const end = call('coalesce', column('ended', 'r'), soFar);
  return infix('/', infix('-', end, started), raw('1e6::float8'));
}

/** Labels and tag keys as a JSON list, in order; a run without any has an empty list. */
function tags(): Sql {
  const names = subquery({
    kind: 'select',
    columns: [{ value: call('coalesce', raw('json_agg(n.name ORDER BY n.name)'), raw("'[]'::json")) }],
    from: {
      kind: 'join',
      left: { kind: 'table', name: 'tag', as: 't' },
      right: { kind: 'table', name: 'name', as: 'n' },
      on: infix('=', column('id', 'n'), column('key', 't')),
    },
    where: [infix('=', column('run', 't'), column('number', 'r'))],
  });
  return infix('::', names, raw('text'));
}
