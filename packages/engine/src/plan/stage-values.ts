import type { BoundColumn, BoundExpression, BoundKey, Scope } from '../bind/bound.ts';
import { whenAbsent } from './absent.ts';
import { hasKind } from './has-kind.ts';
import { withSets } from './kin-sets.ts';
import { withKinValues } from './kin-values.ts';
import { withoutMixedKeys } from './mixed-keys.ts';
import type { StageValue } from './plan.ts';
import { rankKeys } from './rank-keys.ts';
import { splitColumns } from './split-columns.ts';
import type { StepList } from './step-list.ts';
import type { Reach, StepId } from './steps.ts';
import { homeOfValue, inputsOf } from './storage.ts';

/** Adds the steps that compute values of the runs of a step, and says what later stages read in their place. */
export function computeValues(values: readonly StageValue[], rows: StepId, scope: Scope, list: StepList): void {
  // In their order, since one may be computed of those before it.
  for (const value of values) {
    const { id, of, most } = value;
    if (of.kind === 'of-run') computeKnown([value], list);
    else defineRank(id, of, most, rows, scope, list);
  }
}

/** The same of values of runs that are named. */
export function computeKnown(values: readonly StageValue[], list: StepList): void {
  let waiting: readonly OfRun[] = [];
  for (const { id, of } of values) {
    if (of.kind !== 'of-run') throw new Error('a value of all rows is computed of none');
    if (waiting.some((each) => each.of.run !== of.run)) {
      defineOfRun(waiting, list);
      waiting = [];
    }
    waiting = [...waiting, { id, of }];
  }
  defineOfRun(waiting, list);
}

interface OfRun {
  readonly id: number;
  readonly of: Extract<StageValue['of'], { readonly kind: 'of-run' }>;
}

function defineRank(
  id: number,
  of: Extract<StageValue['of'], { readonly kind: 'rank' }>,
  most: number | undefined,
  rows: StepId,
  scope: Scope,
  list: StepList,
): void {
  const key = { ...of.key, expression: withSets(of.key.expression, list) };
  const per = of.per.map((item) => withSets(item, list));
  const step = rankRuns(key, per, { first: false, ...(most === undefined ? {} : { most }) }, rows, scope, list);
  list.define(id, { kind: 'computed', type: 'number', of: step, index: 0, span: of.key.expression.span });
}

/** Whether values of all live runs are computed without a list of them: of summaries or points alone, none of what is absent. */
export function areOfEveryRun(values: readonly StageValue[]): boolean {
  return values.every(({ of }) => {
    if (of.kind !== 'rank' || of.per.length > 0) return false;
    const { expression } = of.key;
    // What earlier steps compute may be of some runs alone.
    if (hasKind(expression, ['clause-value', 'kin'])) return false;
    return homeOfValue(expression) === 'clickhouse' && whenAbsent(expression) === 'missing';
  });
}

/** The same as `computeValues` of all live runs. */
export function computeOfEveryRun(values: readonly StageValue[], scope: Scope, list: StepList): void {
  for (const { id, of, most } of values) {
    if (of.kind !== 'rank') throw new Error('only a rank is of every run');
    const without = list.add({ kind: 'find-removed' });
    const step = list.add({
      kind: 'rank-clickhouse',
      scope,
      without,
      ...rankKeys(of.key),
      per: [],
      first: false,
      ...(most === undefined ? {} : { most }),
    });
    list.define(id, { kind: 'computed', type: 'number', of: step, index: 0, span: of.key.expression.span });
  }
}

/** All that is asked of one run is fetched at once. */
function defineOfRun(values: readonly OfRun[], list: StepList): void {
  const [first] = values;
  if (first === undefined) return;
  const given = list.add({ kind: 'given', runs: [first.of.run] });
  const columns: readonly BoundColumn[] = values.map(({ of }) => ({ name: '', expression: withSets(of.item, list) }));
  const shown = splitColumns(columns, given, { projects: [first.of.project], several: false }, list);
  for (const [index, { id, of }] of values.entries()) {
    const { type, span } = of.item;
    const cells = shown[index]?.cells;
    if (cells === undefined || cells.kind === 'constant') {
      list.define(id, { kind: 'constant', type, value: cells?.value ?? null, span });
      continue;
    }
    const step = list.add({ kind: 'spread', of: cells.step, index: cells.index });
    list.define(id, { kind: 'computed', type, of: step, index: 0, span });
  }
}

/** Adds the step that ranks the runs of a step, or with `first` gives those that come first. */
export function rankRuns(
  key: BoundKey,
  per: readonly BoundExpression[],
  kept: { readonly first: boolean; readonly most?: number },
  rows: StepId,
  scope: Scope,
  list: StepList,
): StepId {
  const { keys: byKeys, has } = rankKeys(key);
  const byGroups = withoutMixedKeys(per.map((expression) => ({ expression, direction: 'asc' })));
  const ready = withKinValues(
    [...byKeys, ...byGroups].map(({ expression }) => expression),
    rows,
    scope,
    list,
  );
  const plain = byKeys.map((each, index) => ({ ...each, expression: ready[index] ?? each.expression }));
  const groups = ready.slice(byKeys.length);
  const reach = reachOf([...plain.map(({ expression }) => expression), ...groups], rows, scope, list);
  const absent = plain.every(({ expression }) => whenAbsent(expression) === 'missing');
  return list.add({
    kind: 'rank-clickhouse',
    ...reach,
    ...(absent ? {} : { rows }),
    keys: plain,
    has,
    per: groups,
    ...kept,
  });
}

/** How far a step of ClickHouse reaches that computes expressions of a set of runs; what it needs of Postgres is fetched. */
export function reachOf(
  expressions: readonly BoundExpression[],
  within: StepId,
  scope: Scope,
  list: StepList,
): Reach & { readonly within: StepId } {
  const { carried } = inputsOf(expressions);
  if (carried.length === 0) return { scope, within };
  return { scope, within, carried: list.add({ kind: 'fetch-postgres', of: within, values: carried }) };
}
