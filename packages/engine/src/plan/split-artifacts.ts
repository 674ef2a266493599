import type { BoundColumn, BoundExpression, Scope } from '../bind/bound.ts';
import { stageWithAnyKin } from './any-kin.ts';
import {
  type ArtifactsPlan,
  type DiffPlan,
  isOfRow,
  isRunName,
  keptBytes,
  type TextDiffPlan,
} from './artifacts-plan.ts';
import { expressionsOfKeys, groupKey, mapGroupKey } from './group-keys.ts';
import { inTurn } from './in-turn.ts';
import { withSets } from './kin-sets.ts';
import { withKinValues } from './kin-values.ts';
import { withoutMixedKeys } from './mixed-keys.ts';
import { defineRanks, expressionsIn, mapStage } from './row-values.ts';
import { splitRuns, splitSet } from './split.ts';
import { splitColumns } from './split-columns.ts';
import { reachOf } from './stage-values.ts';
import { type StepList, stepList } from './step-list.ts';
import type { ArtifactSteps, DiffSteps, GroupedValue, GroupSteps, StepId, TextDiffSteps } from './steps.ts';
import type { TableStage } from './table-plan.ts';

/** The steps of artifacts: find the runs, then one statement that lists their artifacts and chooses of them. */
export function splitArtifacts(plan: ArtifactsPlan, limit: number | undefined): ArtifactSteps | GroupSteps {
  const list = stepList();
  const runs = splitSet(plan.runs, list);
  const shown = limit === undefined ? {} : { limit };
  const { columns, checks, groups, scope } = plan;
  if (groups !== undefined) {
    const rows = groupArtifacts({ ...plan, groups }, runs, list);
    return { kind: 'groups', steps: list.steps(), rows, ...shown, checks };
  }
  const own = columns.filter(({ expression }) => isOfRow(expression));
  const rows = listArtifacts({ stages: plan.stages, own, mayBeAlike: true }, runs, scope, list);
  const owners = list.add({ kind: 'side-of-relatives', of: rows, side: 'owner' });
  const ofRun = columns.filter(({ expression }) => !isOfRow(expression)).flatMap(fetchedColumns);
  const fetched = splitColumns(ofRun, owners, scope, list);
  return { kind: 'artifacts', steps: list.steps(), rows, owners, columns, ofRun: fetched, ...shown, checks };
}

/** The name of a run is put together of its two fields where it is shown, which saves asking ClickHouse. */
function fetchedColumns(column: BoundColumn): readonly BoundColumn[] {
  const { expression } = column;
  if (!isRunName(expression)) return [column];
  return expression.arguments.map((field) => ({ ...column, expression: field }));
}

/** The steps of a diff of runs: find them, then read what they have. */
export function splitDiff(plan: DiffPlan, limit: number | undefined): DiffSteps {
  const list = stepList();
  const { runs, sections, all, scope, checks } = plan;
  const rows = splitRuns(runs, list);
  const names = namesOf(rows, list);
  const facts = list.add({ kind: 'fetch-facts', of: rows, scope, sections });
  const shown = limit === undefined ? {} : { limit };
  return { kind: 'diff', steps: list.steps(), rows, names, facts, all, ...shown, checks };
}

/** The steps of a diff of a text: find the runs, choose of each an artifact, read their bytes. */
export function splitTextDiff(plan: TextDiffPlan, limit: number | undefined): TextDiffSteps {
  const list = stepList();
  const { runs, stages, scope, name, sideBySide, all, checks } = plan;
  const rows = splitRuns(runs, list);
  // Of more than two nothing is read: it only matters that they are more.
  const few = list.add({ kind: 'order-as-given', list: rows, within: rows, limit: 3 });
  const names = namesOf(few, list);
  const columns = (['digest', 'size', keptBytes] as const).map((column): BoundColumn => {
    return {
      name: column,
      expression: { kind: 'row-column', type: column === 'size' ? 'number' : 'text', column, span },
    };
  });
  const chosen = listArtifacts({ stages, own: columns, mayBeAlike: false }, few, scope, list);
  const texts = list.add({
    kind: 'read-texts',
    of: chosen,
    runs: rows,
    names,
    name,
    hasPoint: plan.hasPoint,
    span: plan.span,
  });
  const shown = limit === undefined ? {} : { limit };
  return { kind: 'text-diff', steps: list.steps(), rows, names, texts, sideBySide, all, ...shown, checks };
}

/** Fetches the names and ids of runs. */
function namesOf(rows: StepId, list: StepList): StepId {
  const values = (['name', 'id'] as const).map((field) => ({ kind: 'field', field }) as const);
  return list.add({ kind: 'fetch-postgres', of: rows, values });
}

interface Listing {
  readonly stages: readonly TableStage[];
  readonly own: readonly BoundColumn[];
  /** Whether artifacts may be alike in all that they are sorted by: they stand as their runs do, the newest first. */
  readonly mayBeAlike: boolean;
}

function listArtifacts(
  { stages: given, own, mayBeAlike }: Listing,
  runs: StepId,
  scope: Scope,
  list: StepList,
): StepId {
  const unmixed = given.map((stage) => stageWithAnyKin(withoutMixed(stage), runs, scope, list));
  const ready = readyFor(
    [...unmixed.flatMap(expressionsIn), ...own.map(({ expression }) => expression)],
    unmixed,
    runs,
    scope,
    list,
  );
  const stages = unmixed.map((stage) => mapStage(stage, ready.take));
  const columns = own.map((column) => ({ ...column, expression: ready.take() }));
  const reach = reachOf(ready.all, runs, scope, list);
  const order = mayBeAlike ? { order: newestFirst(runs, list) } : {};
  return list.add({ kind: 'list-artifacts', ...reach, rows: runs, stages, columns, ...order });
}

const span = { start: 0, end: 0 };

/** The runs in the order in which artifacts stand where nothing else says it: Postgres gives it with those that it found. */
function newestFirst(runs: StepId, list: StepList): StepId {
  const step = list.steps().find(({ id }) => id === runs);
  if (step?.kind === 'find-postgres') {
    list.replace({ ...step, kind: 'order-postgres', order: 'newest' });
    return runs;
  }
  const values = (['created', 'id'] as const).map((field) => ({ kind: 'field', field }) as const);
  return list.add({ kind: 'newest-first', of: runs, by: list.add({ kind: 'fetch-postgres', of: runs, values }) });
}

function groupArtifacts(
  plan: ArtifactsPlan & Required<Pick<ArtifactsPlan, 'groups'>>,
  runs: StepId,
  list: StepList,
): StepId {
  const { groups, scope, columns } = plan;
  const unmixed = plan.stages.map((stage) => stageWithAnyKin(withoutMixed(stage), runs, scope, list));
  const items = groups.aggregates.flatMap(({ of }) => ('item' in of ? [of.item] : []));
  const written = groups.keys.map(groupKey);
  const inGroups = [...expressionsOfKeys(written), ...items];
  const ready = readyFor([...unmixed.flatMap(expressionsIn), ...inGroups], unmixed, runs, scope, list);
  const stages = unmixed.map((stage) => mapStage(stage, ready.take));
  const keys = written.map((key) => mapGroupKey(key, ready.take));
  const aggregates = groups.aggregates.map((aggregate): GroupedValue => {
    const { of } = aggregate;
    if (of.kind === 'best-run') throw new Error('artifacts have no best run');
    return { ...aggregate, of: 'item' in of ? { ...of, item: ready.take() } : of };
  });
  const order = stages.length === 0 ? {} : { order: newestFirst(runs, list) };
  const reach = reachOf(ready.all, runs, scope, list);
  return list.add({
    kind: 'group-rows',
    ...reach,
    rows: runs,
    artifacts: { stages, ...order },
    keys,
    aggregates,
    stages: groups.stages,
    columns,
  });
}

/** The expressions with what earlier steps compute in its place, one after the other. */
function readyFor(
  expressions: readonly BoundExpression[],
  stages: readonly TableStage[],
  runs: StepId,
  scope: Scope,
  list: StepList,
) {
  defineRanks(stages, list);
  const sets = expressions.map((expression) => withSets(expression, list));
  const all = withKinValues(sets, runs, scope, list);
  return { all, take: inTurn(all) };
}

/** The stage with a key for each type that the values of one have. */
function withoutMixed(stage: TableStage): TableStage {
  return { ...stage, keys: withoutMixedKeys(stage.keys) };
}
