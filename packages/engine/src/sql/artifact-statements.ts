import { artifactColumns } from '../bind/artifacts.ts';
import type { BoundExpression } from '../bind/bound.ts';
import { children } from '../bind/children.ts';
import { keptBytes, runNumber } from '../plan/artifacts-plan.ts';
import { expressionsIn } from '../plan/row-values.ts';
import type { GroupRows, ListArtifacts, Reach, StepId } from '../plan/steps.ts';
import { inputsOf, measureKey, storedKey } from '../plan/storage.ts';
import { chooseStages, type ListedQuery } from './choose-stages.ts';
import { clickHouseRows, type RowContext } from './clickhouse-rows.ts';
import { clauseValueKey, clickHouseValue, type Inputs, rowColumnKey } from './clickhouse-values.ts';
import { orderKey } from './forms-clickhouse.ts';
import type { SingleRows } from './group-statements.ts';
import { inClickHouseSet, placeIn } from './run-sets.ts';
import {
  call,
  column,
  form,
  infix,
  type Query,
  raw,
  type Select,
  type SelectColumn,
  type Sql,
  slot,
  value,
} from './sql.ts';

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
    { value: column('run') },
    ...shown.map((expression, index) => ({ value: clickHouseValue(expression, after), as: `v${index + 1}` })),
  ]);
}

/** The artifacts that stages leave, to be grouped by expressions of them. */
export function artifactsToGroup(
  step: GroupRows,
  { stages, order }: NonNullable<GroupRows['artifacts']>,
  needed: readonly BoundExpression[],
  context: RowContext,
): SingleRows {
  const rows = artifactRows([...stages.flatMap(expressionsIn), ...needed], tiesOf(order, context), step, context);
  const from = (query: Query) => ({ kind: 'query', query, as: 'chosen' }) as const;
  if (stages.length === 0) return { from: from(rows.query), inputs: rows.inputs };
  const ranks = stages.flatMap(({ values = [] }) => values.map(({ id }) => id));
  const query = chooseStages(rows, stages, (after) => [
    ...rows.kept.map((name) => ({ value: column(name) })),
    ...ranks.map((id) => ({ value: after.column(clauseValueKey(id)), as: `rank${id}` })),
  ]);
  const names = new Map(ranks.map((id) => [clauseValueKey(id), `rank${id}`]));
  const inputs: Inputs = {
    column: (key) => {
      const name = names.get(key);
      return name === undefined ? rows.inputs.column(key) : column(name);
    },
  };
  return { from: from(query), inputs };
}

/** Every artifact of the runs with what expressions and `ties` need of it, beside what expressions need of its run. */
function artifactRows(
  expressions: readonly BoundExpression[],
  ties: readonly Sql[],
  step: Reach,
  context: RowContext,
): ListedQuery {
  const needed = inputsOf(expressions);
  const ofRuns = clickHouseRows(needed, context, 'r');
  const keys = [...needed.measures.map(measureKey), ...needed.stored.map(storedKey)];
  const names = new Map([
    ...artifactColumns.map(({ name }) => [rowColumnKey(name), name] as const),
    [rowColumnKey(runNumber), 'run'] as const,
    [rowColumnKey(keptBytes), 'inline'] as const,
    ...keys.map((key, index) => [key, `c${index + 1}`] as const),
  ]);
  const inputs: Inputs = {
    column: (key) => {
      const name = names.get(key);
      if (name === undefined) throw new Error(`artifacts have no column for \`${key}\``);
      return column(name);
    },
  };
  const asked = new Set<string | undefined>([
    ...expressions.flatMap(rowColumnsIn).map((name) => names.get(rowColumnKey(name))),
    ...(ties.length === 0 ? [] : tieColumns),
  ]);
  const own = [...stored.keys()].filter((name) => asked.has(name));
  const artifacts = storedArtifacts(own, step, context);
  const beside: Select = {
    kind: 'select',
    columns: [
      ...['run', ...own].map((name) => ({ value: column(name, 'a'), as: name })),
      ...keys.map((key, index) => ({ value: ofRuns.inputs.column(key), as: `c${index + 1}` })),
    ],
    from: {
      kind: 'join',
      left: { kind: 'query', query: artifacts, as: 'a' },
      right: ofRuns.from,
      on: infix('=', column('run', 'r'), column('run', 'a')),
    },
  };
  const query = keys.length === 0 ? artifacts : beside;
  return { query, inputs, kept: query.columns.map(nameOf), ties };
}

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

function storedArtifacts(names: readonly string[], { scope, within }: Reach, { form: by }: RowContext): Select {
  const run = column('run', 's');
  const projects =
    scope.projects === undefined ? [] : [infix('IN', column('project', 's'), value('Array(UInt32)', scope.projects))];
  return {
    kind: 'select',
    columns: [
      { value: run, as: 'run' },
      ...[...stored].flatMap(([name, read]) =>
        names.includes(name) ? [{ value: read(column(name, 's')), as: name }] : [],
      ),
    ],
    from: { kind: 'table', name: 'xt.artifact', as: 's', final: true },
    keyWhere: [...projects, ...(within === undefined ? [] : [inClickHouseSet(within, by, run)])],
  };
}

function rowColumnsIn(expression: BoundExpression): readonly string[] {
  return expression.kind === 'row-column' ? [expression.column] : children(expression).flatMap(rowColumnsIn);
}

const tieColumns = ['name', 'step', 'role'] as const;

/** By the place of the run; of a run by name, step and role. Without an order of runs no rows are alike. */
function tiesOf(order: StepId | undefined, { form: by }: RowContext): readonly Sql[] {
  if (order === undefined) return [];
  const own = tieColumns.map((name) => form((x) => orderKey(x ?? '', 'asc'), column(name)));
  return [placeIn(order, by, column('run')), ...own];
}

function nameOf({ as }: SelectColumn): string {
  if (as === undefined) throw new Error('a column of artifacts has no name');
  return as;
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
