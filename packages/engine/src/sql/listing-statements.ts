import type { Scope } from '../bind/bound.ts';
import type { StepId } from '../plan/steps.ts';
import { type AskedFirst, columnName, listedFirst } from './listed-first.ts';
import { inClickHouseSet, inPostgresSet } from './run-sets.ts';
import {
  call,
  column,
  type From,
  infix,
  prefix,
  type Query,
  type RunsForm,
  raw,
  type Select,
  type Sql,
  slot,
  value,
} from './sql.ts';

/** The runs whose names are listed: those of a step, or all others. */
export interface ListedRuns {
  readonly of: StepId;
  readonly others?: true | undefined;
}

function either({ others }: ListedRuns, isIn: Sql): Sql {
  return others ? prefix('NOT', isIn) : isIn;
}

/** Of each metric of the runs: `id`, `runs`, `points`, `least`, `greatest`, `updated`, over the points of all steps. */
export function metricCounts(runs: ListedRuns, scope: Scope, by: RunsForm): Query {
  const s = (name: string) => column(name, 's');
  const extreme = (name: 'min' | 'max') => call('ifNull', call(name, s(name)), raw('nan'));
  return {
    kind: 'select',
    columns: [
      { value: s('metric'), as: 'id' },
      { value: call('toFloat64', call('count')), as: 'runs' },
      { value: call('toFloat64', call('sum', s('n'))), as: 'points' },
      { value: extreme('min'), as: 'least' },
      { value: extreme('max'), as: 'greatest' },
      { value: call('toFloat64', call('max', s('last_time'))), as: 'updated' },
    ],
    from: summary,
    where: [...clickHouseScope(scope), either(runs, inClickHouseSet(runs.of, by, s('run')))],
    group: [s('metric')],
  };
}

/** Of each project: `id` and `points`, over the points of its runs. */
export function projectPoints(runs: ListedRuns, scope: Scope, by: RunsForm): Query {
  const s = (name: string) => column(name, 's');
  return {
    kind: 'select',
    columns: [
      { value: s('project'), as: 'id' },
      { value: call('toFloat64', call('sum', s('n'))), as: 'points' },
    ],
    from: summary,
    where: [...clickHouseScope(scope), either(runs, inClickHouseSet(runs.of, by, s('run')))],
    group: [s('project')],
  };
}

const summary: From = { kind: 'table', name: 'xt.summary', as: 's', final: true };

function clickHouseScope({ projects }: Scope): readonly Sql[] {
  return projects === undefined ? [] : [infix('IN', column('project', 's'), value('Array(UInt32)', projects))];
}

/** The names asked about by their ids, in order of name, then project: lists of ids, names, projects, goals that are set. */
export function metricNames(first?: AskedFirst): Query {
  return lists(['name', 'project'], first, {
    kind: 'select',
    columns: [
      { value: column('id', 'n') },
      { value: column('name', 'n') },
      { value: column('name', 'j'), as: 'project' },
      { value: column('goal', 'g') },
    ],
    from: {
      kind: 'left-join',
      left: {
        kind: 'join',
        left: { kind: 'table', name: 'name', as: 'n' },
        right: { kind: 'table', name: 'project', as: 'j' },
        on: infix('=', column('id', 'j'), column('project', 'n')),
      },
      right: { kind: 'table', name: 'goal', as: 'g' },
      on: infix('AND', infix('=', column('name', 'g'), column('id', 'n')), raw("g.goal <> 'none'")),
    },
    where: [infix('=', column('id', 'n'), call('any', slot('int[]', { kind: 'runs', of: 'asked', form: 'few' })))],
  });
}

/** Of each param of the runs: name, project, type, runs, distinct, min, max, as lists in order of name, then project. */
export function paramCounts(runs: ListedRuns, scope: Scope, by: RunsForm, first: AskedFirst): Query {
  return lists(['name', 'project'], first, {
    kind: 'select',
    columns: [
      { value: column('name', 'n') },
      { value: column('project', 'n') },
      { value: raw(typeOfParam), as: 'type' },
      { value: raw("coalesce(sum(v.runs) FILTER (WHERE v.type <> 'null'), 0)"), as: 'runs' },
      { value: raw('count(DISTINCT v.txt)'), as: 'distinct' },
      { value: raw(extremeOfParam('min')), as: 'min' },
      { value: raw(extremeOfParam('max')), as: 'max' },
    ],
    from: {
      kind: 'join',
      left: { kind: 'query', query: paramValues(runs, by), as: 'v' },
      right: { kind: 'query', query: namesOf(scope), as: 'n' },
      on: infix('=', column('id', 'n'), column('key', 'v')),
    },
    group: [column('id', 'n'), column('name', 'n'), column('project', 'n')],
  });
}

/** Every value of a param once, with how many runs have it: much fewer than the runs, as a rule. */
function paramValues(runs: ListedRuns, by: RunsForm): Select {
  const value = ['key', 'type', 'txt', 'num'].map((name) => column(name, 'p'));
  return {
    kind: 'select',
    columns: [...value.map((part) => ({ value: part })), { value: raw('count(*)'), as: 'runs' }],
    from: { kind: 'table', name: 'param', as: 'p' },
    where: [either(runs, inPostgresSet(column('run', 'p'), runs.of, by))],
    group: value,
  };
}

/** The names in scope: id, name, and the project's name. */
function namesOf(scope: Scope): Select {
  return {
    kind: 'select',
    columns: [
      { value: column('id', 'm') },
      { value: column('name', 'm') },
      { value: column('name', 'j'), as: 'project' },
    ],
    from: {
      kind: 'join',
      left: { kind: 'table', name: 'name', as: 'm' },
      right: { kind: 'table', name: 'project', as: 'j' },
      on: infix('=', column('id', 'j'), column('project', 'm')),
    },
    where: postgresScope(scope),
  };
}

/** The one type of the values that are there; `null` where none is. */
const typeOfParam =
  "CASE WHEN count(DISTINCT v.type) FILTER (WHERE v.type <> 'null') > 1 THEN 'mixed' " +
  "ELSE coalesce(min(v.type) FILTER (WHERE v.type <> 'null'), 'null') END";

/** Over the values that read as numbers; NaN where they all are. */
function extremeOfParam(name: 'min' | 'max'): string {
  return `coalesce(${name}(v.num) FILTER (WHERE v.num <> 'NaN'), ${name}(v.num))`;
}

/** Of each project: id, name, runs, running, updated, as lists in order of name. */
export function projectCounts(scope: Scope, first: AskedFirst): Query {
  return lists(['name'], first, {
    kind: 'select',
    columns: [
      { value: column('id', 'j') },
      { value: column('name', 'j') },
      { value: raw('count(r.number)'), as: 'runs' },
      { value: raw("count(*) FILTER (WHERE r.state = 'running')"), as: 'running' },
      { value: raw('max(greatest(r.last_time, r.ended, r.started, r.created))'), as: 'updated' },
    ],
    from: {
      kind: 'left-join',
      left: { kind: 'table', name: 'project', as: 'j' },
      right: { kind: 'table', name: 'run', as: 'r' },
      on: infix('AND', infix('=', column('project', 'r'), column('id', 'j')), raw('NOT r.deleted')),
    },
    where: postgresScope(scope),
    group: [column('id', 'j'), column('name', 'j')],
  });
}

/** Every saved view: name, query, user, created, as lists in order of name. */
export function savedViews(first: AskedFirst): Query {
  const columns = ['name', 'query', 'user', 'created'].map((name) => ({ value: column(name, 'w') }));
  return lists(['name'], first, {
    kind: 'select',
    columns,
    from: { kind: 'table', name: 'saved_view', as: 'w' },
  });
}

function postgresScope({ projects }: Scope): readonly Sql[] {
  return projects === undefined ? [] : [infix('=', column('id', 'j'), call('any', value('int[]', projects)))];
}

/**
 * One row with a JSON list per column: far fewer values leave PGlite than as rows. They are in order of some columns, after the
 * first clauses.
 */
function lists(by: readonly string[], first: AskedFirst | undefined, query: Select): Select {
  const names = query.columns.map(columnName);
  return {
    kind: 'select',
    columns: names.map((name) => ({ value: call('json_agg', column(name, 'o')), as: name })),
    from: { kind: 'query', query: listedFirst(query, by, first), as: 'o' },
  };
}
