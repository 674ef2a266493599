import type { MetricRef, Scope } from '../bind/bound.ts';
import type { RunFieldName } from '../catalog/run-fields.ts';
import type { ValueType } from '../catalog/value-types.ts';
import type { Reach, StepId } from '../plan/steps.ts';
import { measureKey, type Inputs as Needed, type StoredValue, storedKey } from '../plan/storage.ts';
import type { Inputs } from './clickhouse-values.ts';
import { type Kept, keptValue } from './kept-values.ts';
import { postgresFields } from './postgres-fields.ts';
import { inClickHouseSet } from './run-sets.ts';
import { seriesSources } from './series-sources.ts';
import { bytes, call, column, type From, infix, type RunsForm, raw, type Select, type Sql, value } from './sql.ts';

/** How far rows reach: as a step says, or within the runs asked about. */
export type RowReach = Omit<Reach, 'within'> & { readonly within?: StepId | 'asked' };

/** What the rows are made of: how far they reach, how sets of runs travel, which fetched column holds a stored value. */
export interface RowContext {
  readonly reach: RowReach;
  readonly form: RunsForm;
  /** The position of a stored value in the fetch that `reach.carried` names. */
  readonly carriedAt: (key: string) => number;
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
  const isJoined = context.reach.rows !== undefined && others.length > 0 && others.length <= mostJoined;
  const query = isJoined && rows !== undefined ? joined(rows, others) : merged(sources, [...names.values()]);
  return { from: { kind: 'query', query, ...(as === undefined ? {} : { as }) }, inputs };
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
  const columns = others.flatMap((source, index) =>
    [...source.columns.keys()].map((name) => ({ value: column(name, `s${index + 1}`), as: name })),
  );
  return { kind: 'select', columns: [{ value: column('run', 'r'), as: 'run' }, ...columns], from };
}

/** One select and the columns that it gives besides `run`. */
export interface Source {
  readonly select: (columns: ReadonlyMap<string, Sql>) => Select;
  readonly columns: ReadonlyMap<string, Sql>;
}

function sourcesOf(needed: Needed, context: RowContext, nameOf: (key: string) => string): readonly Source[] {
  const { reach } = context;
  const kept = needed.measures.flatMap((measure) => keptValue(measure) ?? []);
  const points = needed.measures.filter((measure) => keptValue(measure) === undefined);
  return [
    ...(reach.rows === undefined ? [] : [rowsSource(reach.rows)]),
    ...(kept.length === 0 ? [] : [summarySource(kept, context, nameOf)]),
    ...seriesSources(points, context, nameOf),
    ...needed.stored.map((stored) => carriedSource(stored, context, nameOf(storedKey(stored)))),
  ];
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

function rowsSource(of: number): Source {
  const runs = call(
    'arrayJoin',
    call('reinterpret', bytes({ kind: 'runs', of, form: 'bytes' }), raw("'Array(UInt32)'")),
  );
  return {
    columns: new Map(),
    select: (columns) => ({
      kind: 'select',
      columns: [{ value: runs, as: 'run' }, ...selectColumns(columns)],
      from: { kind: 'table', name: 'system.one' },
    }),
  };
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
  const ids = [...metrics.values()].flatMap((metric) => metric.ids);
  return {
    columns,
    select: (all) => ({
      kind: 'select',
      columns: [{ value: column('run', 's'), as: 'run' }, ...selectColumns(all)],
      from: { kind: 'table', name: 'xt.summary', as: 's', final: true },
      keyWhere: seriesOf(ids, context, 's'),
      ...(single ? {} : { group: [column('run', 's')] }),
    }),
  };
}

function isMetric(metric: MetricRef): Sql {
  return infix('IN', column('metric', 's'), value('Array(UInt32)', metric.ids));
}

/** The conditions on project, metric and run of the series that the context reaches. */
export function seriesOf(ids: readonly number[], context: RowContext, table: string): readonly Sql[] {
  const { scope, within } = context.reach;
  return [
    ...projectsOf(scope, table),
    infix('IN', column('metric', table), value('Array(UInt32)', ids)),
    ...(within === undefined ? [] : [inClickHouseSet(within, context.form, column('run', table))]),
  ];
}

function projectsOf(scope: Scope, table: string): readonly Sql[] {
  if (scope.projects === undefined) return [];
  return [infix('IN', column('project', table), value('Array(UInt32)', scope.projects))];
}

/** A column of Postgres that has travelled: arrays of bytes, made rows; runs that lack the value are not among them. */
function carriedSource(stored: StoredValue, context: RowContext, name: string): Source {
  const { carried } = context.reach;
  if (carried === undefined) throw new Error('a value of Postgres has not travelled to ClickHouse');
  const index = context.carriedAt(storedKey(stored));
  const array = (part: 'runs' | 'values' | 'starts', type: string) =>
    call('reinterpret', bytes({ kind: 'carried', of: carried, index, part }), raw(`'Array(${type})'`));
  const runs = array('runs', 'UInt32');
  const form = carriedAs(stored);
  if (form === 'texts') {
    const texts = call('splitByChar', raw("'\\0'"), bytes({ kind: 'carried', of: carried, index, part: 'values' }));
    const groups = call('arraySplit', raw('(run, start) -> start'), runs, array('starts', 'UInt8'));
    return pairs(call('arrayZip', groups, call('arrayPopBack', texts)), name, (run) => call('arrayJoin', run));
  }
  return pairs(call('arrayZip', runs, array('values', form === 'numbers' ? 'Float64' : 'UInt8')), name, (run) => run);
}

/** The rows of an array of pairs: of a run, or of what `runOf` makes runs of, and its value. */
function pairs(of: Sql, name: string, runOf: (first: Sql) => Sql): Source {
  const part = (position: number) => call('tupleElement', column('pair'), raw(String(position)));
  const all: Select = {
    kind: 'select',
    columns: [{ value: call('arrayJoin', of), as: 'pair' }],
    from: { kind: 'table', name: 'system.one' },
  };
  return {
    columns: new Map([[name, part(2)]]),
    select: (columns) => ({
      kind: 'select',
      columns: [{ value: runOf(part(1)), as: 'run' }, ...selectColumns(columns)],
      from: { kind: 'query', query: all },
    }),
  };
}

/** In which form the values of a stored value travel. */
export function carriedAs(stored: StoredValue): 'numbers' | 'flags' | 'texts' {
  switch (stored.kind) {
    case 'membership':
      return 'flags';
    case 'field':
      return formOfField(stored.field);
    case 'computed':
      return formOfType(stored.type);
    case 'key':
      if (stored.reading === 'number') return 'numbers';
      return stored.reading === 'bool' ? 'flags' : 'texts';
  }
}

function formOfType(type: ValueType): 'numbers' | 'flags' | 'texts' {
  if (type === 'bool') return 'flags';
  return type === 'number' || type === 'time' || type === 'duration' ? 'numbers' : 'texts';
}

function formOfField(field: RunFieldName): 'numbers' | 'flags' | 'texts' {
  const { type } = postgresFields[field];
  if (type === 'boolean') return 'flags';
  return type === 'text' ? 'texts' : 'numbers';
}
