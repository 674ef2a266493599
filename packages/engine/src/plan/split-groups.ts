import type { BoundAggregate, BoundColumn, BoundExpression, Scope } from '../bind/bound.ts';
import type { RowColumn } from '../bind/environment.ts';
import { runFields } from '../catalog/run-fields.ts';
import { whenAbsent } from './absent.ts';
import { expressionsOfKeys, type GroupKey, groupKey, mapGroupKey } from './group-keys.ts';
import type { GroupsPlan } from './groups-plan.ts';
import { inTurn } from './in-turn.ts';
import { withSets } from './kin-sets.ts';
import { withKinValues } from './kin-values.ts';
import { areLive } from './live-runs.ts';
import { rowColumnsOf } from './row-columns.ts';
import { splitLast, splitSet } from './split.ts';
import { rankRuns, reachOf } from './stage-values.ts';
import { type StepList, stepList } from './step-list.ts';
import type { GroupedValue, GroupSteps, StepId, TableSteps } from './steps.ts';
import { isInPostgres, type StoredValue, storedValue } from './storage.ts';

/** The steps of groups: find the runs, then one statement that groups them and chooses of the groups. */
export function splitGroups(plan: GroupsPlan, limit: number | undefined): GroupSteps | TableSteps {
  const { scope, stages, columns, checks } = plan;
  const list = stepList();
  const shown = limit === undefined ? {} : { limit };
  const counted = countedKeys(plan);
  if (counted !== undefined) {
    const rows = countInPostgres(plan, counted, list);
    return { kind: 'table', steps: list.steps(), rows, ...shown, checks };
  }
  const runs = splitSet(plan.runs, list);
  const own = plan.keys.map((key) => withSets(key, list));
  const named = new Set(rowColumnsOf({ stages, columns: columns.filter((column) => !isAsItIs(column)) }));
  const values = plan.aggregates.map((aggregate) => {
    // What no clause reads can be named and computed when the groups are there.
    const isLate = !named.has(aggregate.name);
    return splitAggregate(aggregate, own, isLate, runs, scope, list);
  });
  const { keys, aggregates } = withKin(own, values, runs, scope, list);
  const inputs = [...expressionsOfKeys(keys), ...aggregates.flatMap(itemsOf)];
  const reach = reachOf(inputs, runs, scope, list);
  const everyRun = keys.length > 0 || aggregates.some(countsAbsent) ? { rows: runs } : {};
  const rows = list.add({ kind: 'group-rows', ...reach, ...everyRun, keys, aggregates, stages, columns });
  const best = fetchBest(columns, aggregates, rows, list);
  return { kind: 'groups', steps: list.steps(), rows, ...best, ...shown, checks };
}

function isAsItIs({ expression }: BoundColumn): boolean {
  return expression.kind === 'row-column';
}

/** The names of the best runs of the groups that are left. */
function fetchBest(
  columns: readonly BoundColumn[],
  aggregates: readonly GroupedValue[],
  rows: StepId,
  list: StepList,
): { readonly best?: StepId } {
  const late = aggregates.filter(({ of }) => of.kind === 'best-runs').map(({ name }) => name);
  const places = columns.flatMap(({ expression }, index) => {
    return expression.kind === 'row-column' && late.includes(expression.column) ? [index] : [];
  });
  if (places.length === 0) return {};
  const of = list.add({ kind: 'best-of-groups', of: rows, columns: places });
  return { best: list.add({ kind: 'fetch-postgres', of, values: identity }) };
}

const identity = (['id', 'name'] as const).map((field) => ({ kind: 'field', field }) as const);

/** Whether a run without any input counts for something. */
function countsAbsent({ of }: GroupedValue): boolean {
  switch (of.kind) {
    case 'count-runs':
    case 'any':
    case 'all':
      return true;
    case 'first-run':
    case 'best-runs':
    case 'band-parts':
      return false;
    case 'count-true':
      return !['missing', 'false'].includes(whenAbsent(of.item));
    default:
      return whenAbsent(of.item) !== 'missing';
  }
}

/** The keys as Postgres holds them, where it can count by them: nothing but runs is counted. */
function countedKeys({ keys, aggregates }: GroupsPlan): readonly StoredValue[] | undefined {
  if (aggregates.some(({ of }) => of.kind !== 'count-runs')) return undefined;
  const stored = keys.flatMap((key) => {
    const isOfOneType = key.type !== 'mixed' && key.type !== 'list';
    const value = isOfOneType && isInPostgres(key) ? storedValue(key) : undefined;
    return value === undefined || value.kind === 'membership' ? [] : [value];
  });
  return stored.length === keys.length ? stored : undefined;
}

/** The step that counts, then those of the clauses over its rows. */
function countInPostgres(plan: GroupsPlan, stored: readonly StoredValue[], list: StepList): StepId {
  const { scope, keys, aggregates, stages, columns } = plan;
  const { where, within } = splitLast(plan.runs, list);
  const own: readonly RowColumn[] = [
    ...keys.map((key, index) => ({
      name: `key ${index + 1}`,
      type: key.type,
      ...(isWhole(key) ? { whole: true as const } : {}),
    })),
    // Two counts of runs are one value, so there is one at most.
    { name: aggregates[0]?.name ?? 'count', type: 'number', whole: true },
  ];
  const isCounted = keys.length === 0 && where.kind === 'always' && within !== undefined;
  if (isCounted && areLive(within, scope, list.steps())) {
    const of = list.add({ kind: 'count-runs', of: within, columns: own });
    return list.add({ kind: 'list-rows', of, source: 'groups', scope, stages, columns, own });
  }
  const inside = within === undefined ? {} : { within };
  const of = list.add({ kind: 'count-groups', scope, where, ...inside, keys: stored, columns: own });
  return list.add({ kind: 'list-rows', of, source: 'groups', scope, stages, columns, own });
}

function isWhole(key: BoundExpression): boolean {
  const field = key.kind === 'field' ? runFields.find(({ name }) => name === key.field) : undefined;
  return field !== undefined && 'whole' in field;
}

/** The expressions of one run that a value over runs is made of. */
export function itemsOf({ of }: GroupedValue): readonly BoundExpression[] {
  switch (of.kind) {
    case 'count-runs':
      return [];
    case 'first-run':
      return [of.id, of.name];
    default:
      return [of.item];
  }
}

/** Values of parents and roots are fetched for all keys and aggregates at once. */
function withKin(
  own: readonly BoundExpression[],
  aggregates: readonly GroupedValue[],
  runs: StepId,
  scope: Scope,
  list: StepList,
): { readonly keys: readonly GroupKey[]; readonly aggregates: readonly GroupedValue[] } {
  const keys = own.map(groupKey);
  const items = aggregates.flatMap(({ of }) => ('item' in of ? [of.item] : []));
  const take = inTurn(withKinValues([...expressionsOfKeys(keys), ...items], runs, scope, list));
  return {
    keys: keys.map((key) => mapGroupKey(key, take)),
    aggregates: aggregates.map((aggregate): GroupedValue => {
      const { of } = aggregate;
      return 'item' in of ? { ...aggregate, of: { ...of, item: take() } } : aggregate;
    }),
  };
}

/** Of the best runs of all groups, and those that tie with them, the names are fetched first where a clause reads them. */
function splitAggregate(
  aggregate: BoundAggregate,
  keys: readonly BoundExpression[],
  isLate: boolean,
  runs: StepId,
  scope: Scope,
  list: StepList,
): GroupedValue {
  const { of, ...rest } = aggregate;
  switch (of.kind) {
    case 'count-runs':
      return { ...rest, of };
    case 'best-run': {
      const key = { ...of.key, expression: withSets(of.key.expression, list) };
      if (isLate && key.expression.type !== 'mixed') {
        return { ...rest, of: { kind: 'best-runs', item: key.expression, direction: key.direction } };
      }
      const first = rankRuns(key, keys, { first: true }, runs, scope, list);
      const fetched = list.add({ kind: 'fetch-postgres', of: first, values: identity });
      const text = { kind: 'computed', type: 'text', of: fetched, span: aggregate.span } as const;
      return { ...rest, of: { kind: 'first-run', id: { ...text, index: 0 }, name: { ...text, index: 1 } } };
    }
    case 'band': {
      const item = withSets(of.item, list);
      const { band, end } = of;
      if (!isLate || end === 'n' || band === 'minmax' || band === 'iqr') return { ...rest, of: { ...of, item } };
      return { ...rest, of: { kind: 'band-parts', band, end, item } };
    }
    default:
      return { ...rest, of: { ...of, item: withSets(of.item, list) } };
  }
}
