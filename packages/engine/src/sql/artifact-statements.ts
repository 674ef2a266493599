import { artifactColumns } from '../bind/artifacts.ts';
import type { BoundExpression } from '../bind/bound.ts';
import { children } from '../bind/children.ts';
import { keptBytes, runNumber } from '../plan/artifacts-plan.ts';
import { expressionsIn } from '../plan/row-values.ts';
import type { GroupRows, ListArtifacts, Reach, StepId } from '../plan/steps.ts';
import { inputsOf, measureKey, storedKey } from '../plan/storage.ts';
import { chooseStages, type ListedRows, plainColumns, readRows, wholeQuery } from './choose-stages.ts';
import { clickHouseRows, type RowContext, type RunRows } from './clickhouse-rows.ts';
import { clauseValueKey, clickHouseValue, type Inputs, rowColumnKey } from './clickhouse-values.ts';
import { orderKey } from './forms-clickhouse.ts';
import { inClickHouseSet, placeIn } from './run-sets.ts';
import { call, column, form, infix, type Query, raw, type Sql, slot, value } from './sql.ts';

/** The artifacts that are left, in order: `run`, then `v1`, `v2` … by place, the step's columns. */
export function listArtifacts(step: ListArtifacts, context: RowContext): Query {
  const shown = step.columns.map(({ expression }) => expression);
  const rows = artifactRows(
    [...step.stages.flatMap(expressionsIn), ...shown],
    tiesOf(step.order, context),
    step,
    context,
  );
  return chooseStages(rows, step.stages, (after) => [
    after.named('run'),
    ...shown.map((expression, index) => ({ value: clickHouseValue(expression, after), as: `v${index + 1}` })),
  ]);
}

/** The artifacts that stages leave, to be grouped by expressions of them. */
export function artifactsToGroup(
  step: GroupRows,
  { stages, order }: NonNullable<GroupRows['artifacts']>,
  needed: readonly BoundExpression[],
  context: RowContext,
): RunRows {
  const rows = artifactRows([...stages.flatMap(expressionsIn), ...needed], tiesOf(order, context), step, context);
  if (stages.length === 0) return { ...rows, inputs: readRows(rows), run: readRows(rows).named('run') };
  const plain = readRows({ ...rows, columns: plainColumns([...rows.columns.keys()]) });
  const ranks = stages.flatMap(({ values = [] }) => values.map(({ id }) => id));
  const query = chooseStages(rows, stages, (after) => [
    ...[...rows.columns.keys()].map(after.named),
    ...ranks.map((id) => ({ value: after.column(clauseValueKey(id)), as: `rank${id}` })),
  ]);
  const names = new Map(ranks.map((id) => [clauseValueKey(id), `rank${id}`]));
  const inputs: Inputs = {
    ...plain,
    column: (key) => {
      const name = names.get(key);
      return name === undefined ? plain.column(key) : column(name);
    },
  };
  return { from: { kind: 'query', query, as: 'chosen' }, inputs, run: { value: column('run') } };
}

/** Every artifact of the runs with what expressions and `ties` need of it, beside what expressions need of its run. */
function artifactRows(
  expressions: readonly BoundExpression[],
  ties: ListedRows['ties'],
  step: Reach,
  context: RowContext,
): ListedRows {
  const needed = inputsOf(expressions);
  const ofRuns = clickHouseRows(needed, context, 'r');
  const keys = [...needed.measures.map(measureKey), ...needed.stored.map(storedKey)];
  const names = new Map([
    ...artifactColumns.map(({ name }) => [rowColumnKey(name), name] as const),
    [rowColumnKey(runNumber), 'run'] as const,
    [rowColumnKey(keptBytes), 'inline'] as const,
    ...keys.map((key, index) => [key, `c${index + 1}`] as const),
  ]);
  const nameOf = (key: string) => {
    const name = names.get(key);
    if (name === undefined) throw new Error(`artifacts have no column for \`${key}\``);
    return name;
  };
  const asked = new Set<string | undefined>([
    ...expressions.flatMap(rowColumnsIn).map((name) => names.get(rowColumnKey(name))),
    ...ties.map(({ name }) => name),
  ]);
  const own = [...stored.keys()].filter((name) => asked.has(name));
  const isWhole = (key: string) => wholeNumbers.has(key);
  const artifacts = { ...storedArtifacts(own, step, context), nameOf, ties, isWhole };
  if (keys.length === 0) return artifacts;
  const left = { kind: 'query', query: wholeQuery(artifacts), as: 'a' } as const;
  const ofRun = keys.map((key) => [nameOf(key), ofRuns.inputs.column(key)] as const);
  return {
    from: { kind: 'join', left, right: ofRuns.from, on: infix('=', column('run', 'r'), column('run', 'a')) },
    columns: new Map([...['run', ...own].map((name) => [name, column(name, 'a')] as const), ...ofRun]),
    nameOf,
    ties,
    isWhole,
  };
}

const wholeNumbers: ReadonlySet<string> = new Set(['size', 'created', runNumber].map(rowColumnKey));

/** The values of an artifact as they are read: numbers as doubles, null where one is missing. */
const stored: ReadonlyMap<string, (x: Sql) => Sql> = new Map([
  ['name', (x) => x],
  ['type', (x) => call('toString', x)],
  ['role', (x) => call('toString', x)],
  ['step', (x) => x],
  ['size', (x) => call('toFloat64', x)],
  ['created', (x) => call('toFloat64', x)],
  ['digest', (x) => call('nullIf', x, raw("''"))],
  ['inline', (x) => call('base64Encode', x)],
]);

function storedArtifacts(names: readonly string[], { scope, within }: Reach, { form: by }: RowContext) {
  const run = column('run', 's');
  const projects =
    scope.projects === undefined ? [] : [infix('IN', column('project', 's'), value('Array(UInt32)', scope.projects))];
  const own = [...stored].filter(([name]) => names.includes(name));
  return {
    from: { kind: 'table', name: 'xt.artifact', as: 's', final: true } as const,
    columns: new Map([['run', run], ...own.map(([name, read]) => [name, read(column(name, 's'))] as const)]),
    keyWhere: [...projects, ...(within === undefined ? [] : [inClickHouseSet(within, by, run)])],
  };
}

function rowColumnsIn(expression: BoundExpression): readonly string[] {
  return expression.kind === 'row-column' ? [expression.column] : children(expression).flatMap(rowColumnsIn);
}

/** By the place of the run; of a run by name, step and role. Without an order of runs no rows are alike. */
function tiesOf(order: StepId | undefined, { form: by }: RowContext): ListedRows['ties'] {
  if (order === undefined) return [];
  const ascending = (of: Sql) => form((x) => orderKey(x ?? '', 'asc'), of);
  const own = ['name', 'step', 'role'].map((name) => ({ name, term: ascending }));
  return [{ name: 'run', term: (run) => placeIn(order, by, run) }, ...own];
}

/** The bytes that are kept beside any artifacts of the runs asked about, by their digests; empty where there are none. */
export function inlineBytes(): Query {
  const digest = column('digest', 's');
  return {
    kind: 'select',
    columns: [
      { value: digest, as: 'digest' },
      { value: call('base64Encode', call('max', column('inline', 's'))), as: 'bytes' },
    ],
    from: { kind: 'table', name: 'xt.artifact', as: 's' },
    where: [
      infix('IN', column('run', 's'), slot('Array(UInt32)', { kind: 'runs', of: 'asked', form: 'few' })),
      infix('IN', digest, slot('Array(String)', { kind: 'texts' })),
    ],
    group: [digest],
  };
}
