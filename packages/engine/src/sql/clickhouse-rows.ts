import type { MetricRef, Scope } from '../bind/bound.ts';
import type { Reach, StepId } from '../plan/steps.ts';
import { measureKey, type Inputs as Needed, storedKey } from '../plan/storage.ts';
import { carriedRows } from './carried-rows.ts';
import type { Inputs } from './clickhouse-values.ts';
import { type Kept, keptValue } from './kept-values.ts';
import { inClickHouseSet } from './run-sets.ts';
import { seriesSources } from './series-sources.ts';
import {
  call,
  column,
  type From,
  infix,
  prefix,
  type RunsForm,
  raw,
  type Select,
  type SelectColumn,
  type Sql,
  value,
} from './sql.ts';

/** How far rows reach: as a step says, or within the runs asked about. */
export type RowReach = Omit<Reach, 'within'> & { readonly within?: StepId | 'asked' };

/** What the rows are made of: how far they reach, how sets of runs travel, which fetched column holds a stored value. */
export interface RowContext {
  readonly reach: RowReach;
  readonly form: RunsForm;
  /** The position of a stored value in the fetch that `reach.carried` names. */
  readonly carriedAt: (key: string) => number;
  /** Whether a step gives one value as that of every run. */
  readonly isEverywhere: (step: StepId) => boolean;
}

/** A table with `run` and a column per input, one row a run that has any of them (or that must have a row). */
export function clickHouseRows(
  needed: Needed,
  context: RowContext,
  as?: string,
): { readonly from: From; readonly inputs: Inputs } {
  const keys = [...needed.measures.map(measureKey), ...needed.stored.map(storedKey)];
  const names = new Map(keys.map((key, index) => [key, `c${index + 1}`]));
  const nameOf = (key: string) => {
    const name = names.get(key);
    if (name === undefined) throw new Error(`no column for \`${key}\``);
    return name;
  };
  const sources = sourcesOf(needed, context, nameOf);
  const inputs: Inputs = { column: (key) => column(nameOf(key), as) };
  const [rows, ...others] = sources;
  const isJoined = rowsOf(needed, context) !== undefined && others.length > 0 && others.length <= mostJoined;
  const query = isJoined && rows !== undefined ? joined(rows, others) : merged(sources, [...names.values()]);
  return { from: { kind: 'query', query, ...(as === undefined ? {} : { as }) }, inputs };
}

/** Rows of runs, and how they are read. */
export interface RunRows extends Pick<Select, 'from' | 'keyWhere'> {
  readonly run: SelectColumn;
  readonly inputs: Inputs;
}

/** The same rows, read off the table where all inputs are columns of one: a query around another is analysed again. */
export function runRows(needed: Needed, context: RowContext): RunRows {
  const rows = clickHouseRows(needed, context);
  const query = rows.from.kind === 'query' ? rows.from.query : undefined;
  return (query?.kind === 'select' ? readDirectly(query, rows.inputs) : undefined) ?? { ...rows, run: { value: run } };
}

const run = column('run');

function readDirectly({ columns, from, keyWhere, ...others }: Select, inputs: Inputs): RunRows | undefined {
  const isPlain = Object.keys(others).every((part) => part === 'kind');
  if (!isPlain || from.kind !== 'table' || columns.some(({ value }) => value.kind !== 'column')) return undefined;
  const read = (of: Sql) => {
    const found = columns.find(({ as }) => of.kind === 'column' && as === of.name);
    if (found === undefined) throw new Error('rows have no such column');
    return found.value;
  };
  return {
    from,
    ...(keyWhere && { keyWhere }),
    run: { value: read(run), as: 'run' },
    inputs: { ...inputs, column: (key) => read(inputs.column(key)) },
  };
}

/** Joins of more sources cost more than what they save. */
const mostJoined = 6;

/** The rows that must be there, each with what the sources, of one row a run, have for it. */
function joined(rows: Source, others: readonly Source[]): Select {
  const first: From = { kind: 'query', query: rows.select(rows.columns), as: 'r' };
  const from = others.reduce<From>((left, source, index) => {
    const as = `s${index + 1}`;
    const right: From = { kind: 'query', query: source.select(source.columns), as };
    return { kind: 'left-join', left, right, on: infix('=', column('run', as), column('run', 'r')) };
  }, first);
  const named = (source: Source, as: string) =>
    [...source.columns.keys()].map((name) => ({ value: column(name, as), as: name }));
  const columns = [...named(rows, 'r'), ...others.flatMap((source, index) => named(source, `s${index + 1}`))];
  return { kind: 'select', columns: [{ value: column('run', 'r'), as: 'run' }, ...columns], from };
}

/** One select and the columns that it gives besides `run`. */
export interface Source {
  readonly select: (columns: ReadonlyMap<string, Sql>) => Select;
  readonly columns: ReadonlyMap<string, Sql>;
}

function sourcesOf(needed: Needed, context: RowContext, nameOf: (key: string) => string): readonly Source[] {
  const of = rowsOf(needed, context);
  const kept = needed.measures.flatMap((measure) => keptValue(measure) ?? []);
  const inSummary = new Set(kept.map(({ measure }) => measure));
  const points = needed.measures.filter((measure) => !inSummary.has(measure));
  return [
    ...(of === undefined ? [] : [carriedRows(of, needed.stored, context, nameOf)]),
    ...(kept.length === 0 ? [] : [summarySource(kept, context, nameOf)]),
    ...seriesSources(points, context, nameOf),
  ];
}

/** The runs that must have rows; those that values of Postgres have travelled for come with these. */
function rowsOf({ stored }: Needed, { reach }: RowContext): StepId | 'asked' | undefined {
  if (reach.rows !== undefined || stored.length === 0) return reach.rows;
  if (reach.within === undefined) throw new Error('values of Postgres have travelled for no runs');
  return reach.within;
}

/** A single source as it is; several one below the other, then a row a run: no joins, and what is nowhere is null. */
function merged(sources: readonly Source[], names: readonly string[]): Select {
  const [only] = sources;
  if (only !== undefined && sources.length === 1) return only.select(only.columns);
  const items = sources.map((source) =>
    source.select(new Map(names.map((name) => [name, source.columns.get(name) ?? raw('NULL')]))),
  );
  return {
    kind: 'select',
    columns: [{ value: column('run') }, ...names.map((name) => ({ value: call('any', column(name, 'u')), as: name }))],
    from: { kind: 'query', query: { kind: 'union-all', items }, as: 'u' },
    group: [column('run')],
  };
}

/** The columns of a source. */
export function selectColumns(columns: ReadonlyMap<string, Sql>): Select['columns'] {
  return [...columns].map(([as, of]) => ({ value: of, as }));
}

/** One pass over the summary for all metrics: a single one as its rows stand, several by run. */
function summarySource(measures: readonly Kept[], context: RowContext, nameOf: (key: string) => string): Source {
  const metrics = new Map(measures.map(({ metric }) => [metric.ids.join(','), metric]));
  const single = metrics.size === 1;
  const columns = new Map(
    measures.map(({ measure, value, metric }) => {
      const own = call('if', isMetric(metric), value, raw('NULL'));
      return [nameOf(measureKey(measure)), single ? value : call('any', own)];
    }),
  );
  return {
    columns,
    select: (all) => ({
      kind: 'select',
      columns: [{ value: column('run', 's'), as: 'run' }, ...selectColumns(all)],
      from: { kind: 'table', name: 'xt.summary', as: 's', final: true },
      keyWhere: seriesOf([...metrics.values()], context, 's'),
      ...(single ? {} : { group: [column('run', 's')] }),
    }),
  };
}

function isMetric(metric: MetricRef): Sql {
  return infix('IN', column('metric', 's'), value('Array(UInt32)', metric.ids));
}

/** The conditions on project, metric and run of the series that the context reaches. */
export function seriesOf(metrics: readonly MetricRef[], context: RowContext, table: string): readonly Sql[] {
  const ids = [...new Set(metrics.flatMap((each) => each.ids))];
  const metric = infix('IN', column('metric', table), value('Array(UInt32)', ids));
  return [...projectsOf(context.reach.scope, table), metric, ...reachOf(context, table)];
}

/**
 * The same of one metric by what the sorting key begins with, where it is of one project: ClickHouse then knows that its
 * points are read in order of runs and steps.
 */
export function sortedSeriesOf(of: MetricRef, context: RowContext, table: string): readonly Sql[] {
  const [id, ...more] = of.ids;
  if (of.project === undefined || id === undefined || more.length > 0) return seriesOf([of], context, table);
  const isProject = infix('=', column('project', table), value('UInt32', of.project));
  const isMetric = infix('=', column('metric', table), value('UInt32', id));
  return [isProject, isMetric, ...reachOf(context, table)];
}

function reachOf(context: RowContext, table: string): readonly Sql[] {
  const { within, without } = context.reach;
  return [
    ...(within === undefined ? [] : [inClickHouseSet(within, context.form, column('run', table))]),
    ...(without === undefined ? [] : [prefix('NOT', inClickHouseSet(without, context.form, column('run', table)))]),
  ];
}

/** The condition on the projects in reach. */
export function projectsOf(scope: Scope, table: string): readonly Sql[] {
  if (scope.projects === undefined) return [];
  return [infix('IN', column('project', table), value('Array(UInt32)', scope.projects))];
}
