import type { BoundKey, Scope } from '../bind/bound.ts';
import { predicateWhenAbsent, whenAbsent } from './absent.ts';
import { besideOrder } from './beside-order.ts';
import { giveValues } from './give-values.ts';
import { inOneScan } from './in-one-scan.ts';
import { inParts } from './in-parts.ts';
import { predicateWithSets, withSets } from './kin-sets.ts';
import { asksForParent, findByKin, withKinValues } from './kin-values.ts';
import { areLive } from './live-runs.ts';
import { withoutMixedKeys } from './mixed-keys.ts';
import { conditionsIn, join } from './normalize.ts';
import type { Leaf, Order, Plan, Predicate, RunsPlan, Stage } from './plan.ts';
import { reuseFound } from './reuse-found.ts';
import { readsOtherPoints } from './sources.ts';
import { splitArtifacts, splitDiff, splitTextDiff } from './split-artifacts.ts';
import { withCountedChecks } from './split-checks.ts';
import { splitColumns } from './split-columns.ts';
import { splitCompare } from './split-compare.ts';
import { splitCurves } from './split-curves.ts';
import { splitGroups } from './split-groups.ts';
import { splitTable } from './split-table.ts';
import { areOfEveryRun, computeKnown, computeOfEveryRun, computeValues } from './stage-values.ts';
import { type StepList, stepList } from './step-list.ts';
import type { RunSteps, StepId, Steps } from './steps.ts';
import { homeOf, homeOfValue, inputsOf, isInPostgres, isSelective, storedValue } from './storage.ts';

/** Cuts a plan into steps of one store each. With `limit`, no more rows are shown, and of runs not the first `skip`; all are counted. */
export function split(plan: Plan, limit?: number, skip = 0): Steps {
  return withCountedChecks(splitPlan(plan, limit, skip), plan.scope);
}

function splitPlan(plan: Plan, limit: number | undefined, skip: number): Steps {
  switch (plan.kind) {
    case 'runs':
      return splitRows(plan, limit, skip);
    case 'groups':
      return splitGroups(plan, limit);
    case 'compare':
      return splitCompare(plan);
    case 'curves':
      return splitCurves(plan, limit);
    case 'table':
      return splitTable(plan, limit);
    case 'artifacts':
      return splitArtifacts(plan, limit);
    case 'diff':
      return splitDiff(plan, limit);
    case 'text-diff':
      return splitTextDiff(plan, limit);
  }
}

function splitRows(plan: RunsPlan, limit: number | undefined, skip: number): RunSteps {
  const list = stepList();
  const ordered = splitRuns(plan, list);
  const isWhole = limit === undefined && skip === 0;
  const { rows, all } = isWhole ? { rows: ordered, all: ordered } : cutAndCount(ordered, limit, skip, list);
  const shown = splitColumns(plan.columns, rows, plan.scope, list);
  return besideOrder(
    giveValues(reuseFound({ kind: 'runs', steps: list.steps(), rows, all, shown, checks: plan.checks })),
  );
}

/** The rows that are shown, and what tells how many there are: where Postgres orders the first, it need not list them all. */
function cutAndCount(
  ordered: StepId,
  limit: number | undefined,
  skip: number,
  list: StepList,
): Pick<RunSteps, 'rows' | 'all'> {
  const step = list.steps().find(({ id }) => id === ordered);
  if (step?.kind !== 'order-postgres' || step.limit !== undefined || skip > 0 || limit === undefined) {
    const part = { ...(skip === 0 ? {} : { skip }), ...(limit === undefined ? {} : { limit }) };
    const rows = list.add({ kind: 'order-as-given', list: ordered, within: ordered, ...part });
    return { rows, all: ordered };
  }
  const { scope, where, within } = step;
  list.replace({ ...step, limit });
  const isKnown = where.kind === 'always' && within !== undefined && areLive(within, scope, list.steps());
  if (isKnown) return { rows: ordered, all: within };
  const inside = within === undefined ? {} : { within };
  return { rows: ordered, all: list.add({ kind: 'count-postgres', scope, where, ...inside }) };
}

/** Adds the steps that find the runs of a plan, in any order. */
export function splitSet(plan: RunsPlan, list: StepList): StepId {
  const last = plan.stages.at(-1);
  if (last === undefined || last.limit !== undefined) return splitRuns(plan, list);
  return splitRuns({ ...plan, stages: [...plan.stages.slice(0, -1), { ...last, order: anyOrder(last) }] }, list);
}

/** What is left to ask of Postgres for the runs of a plan: which of the live runs in scope, within those that were found. */
export function splitLast(plan: RunsPlan, list: StepList): { readonly where: Predicate; readonly within?: StepId } {
  const [only, ...more] = plan.stages;
  const isWhole =
    only?.from === 'store' && only.limit === undefined && only.values === undefined && only.known === undefined;
  if (more.length > 0 || only === undefined || !isWhole) {
    return { where: { kind: 'always' }, within: splitSet(plan, list) };
  }
  const { set, rest } = foundElsewhere(predicateWithSets(only.where, list), undefined, plan.scope, list);
  return { where: rest, ...(set === undefined ? {} : { within: set }) };
}

/** Runs that are given need not be live. */
function anyOrder({ from, order }: Stage): Order {
  return from === 'rows-before' && order === 'as-given' ? order : 'any';
}

/** Adds the steps that find and order the runs of a plan; the last of them gives its rows. */
export function splitRuns(plan: RunsPlan, list: StepList): StepId {
  let before: StepId | undefined;
  for (const stage of plan.stages) {
    computeKnown(stage.known ?? [], list);
    if (isEveryRun(stage, plan.stages)) {
      computeOfEveryRun(stage.values ?? [], plan.scope, list);
      continue;
    }
    before = splitStage(stage, before, plan.scope, list);
    computeValues(stage.values ?? [], before, plan.scope, list);
  }
  if (before === undefined) throw new Error('a plan of runs has no stage');
  return before;
}

/** Whether a stage leaves all live runs in no order, so that the next one need not be told which they are. */
function isEveryRun(stage: Stage, stages: readonly Stage[]): boolean {
  const { from, where, order, values = [] } = stage;
  if (from !== 'store' || where.kind !== 'always' || order !== 'any' || stage.limit !== undefined) return false;
  return stage !== stages.at(-1) && areOfEveryRun(values);
}

function splitStage(stage: Stage, before: StepId | undefined, scope: Scope, list: StepList): StepId {
  const start = typeof stage.from === 'object' ? list.add({ kind: 'given', runs: stage.from.runs }) : before;
  const within = stage.from === 'store' ? {} : { within: start };
  const limit = stage.limit === undefined ? {} : { limit: stage.limit };
  const where = predicateWithSets(stage.where, list);
  const order = orderWithSets(stage.order, list);
  if (order === 'any') return findLive(where, within.within, scope, list);
  if (order === 'as-given') {
    if (start === undefined) throw new Error('a stage keeps the order of nothing');
    const set = find(where, start, scope, list);
    return list.add({ kind: 'order-as-given', list: start, within: set, ...limit });
  }
  if (order === 'newest' || (stage.per === undefined && order.keys.every(isOrderedByPostgres))) {
    const { set, rest } = foundElsewhere(where, within.within, scope, list);
    return list.add({
      kind: 'order-postgres',
      scope,
      where: rest,
      ...(set === undefined ? {} : { within: set }),
      order: order === 'newest' ? order : order.keys,
      ...limit,
    });
  }
  return orderInClickHouse({ ...stage, where }, withoutMixedKeys(order.keys), within.within, scope, list);
}

function orderWithSets(order: Order, list: StepList): Order {
  if (typeof order === 'string') return order;
  return { keys: order.keys.map((key) => ({ ...key, expression: withSets(key.expression, list) })) };
}

/**
 * What Postgres cannot answer is found first, and the rest is left to the statement that orders. Where finding it needs
 * a set of runs to begin with, Postgres gives that of its own conditions.
 */
function foundElsewhere(where: Predicate, within: StepId | undefined, scope: Scope, list: StepList) {
  const { postgres, other } = divide(where);
  if (other.kind === 'always') return foundBySet(postgres, within);
  const isOneScan = homeOf(other) === 'clickhouse' && predicateWhenAbsent(other) === 'fails';
  if (isOneScan || postgres.kind === 'always') {
    const { reached, rest } = foundByKey(postgres, within, list);
    return { set: findInAny(other, reached, scope, list), rest };
  }
  const set = findInAny(other, findInPostgres(postgres, within, scope, list), scope, list);
  return { set, rest: { kind: 'always' } as const };
}

/** A set that is known already is where the rest is asked. */
function foundBySet(where: Predicate, within: StepId | undefined) {
  const items = where.kind === 'and' ? where.items : [where];
  const known = items.find(isSet);
  if (within !== undefined || known?.condition.kind !== 'in-set') return { set: within, rest: where };
  return { set: known.condition.of, rest: join('and', without(items, known)) };
}

function without(items: readonly Predicate[], item: Predicate): readonly Predicate[] {
  return items.filter((each) => each !== item);
}

/** A condition that an index answers with few runs goes first; the rest is asked of what is left. */
function foundByKey(where: Predicate, within: StepId | undefined, list: StepList) {
  const items = where.kind === 'and' ? where.items : [where];
  const leaf = items.find(isSelective) ?? items.find(isSet);
  if (leaf === undefined || within !== undefined) return { reached: within, rest: where };
  const rest = join('and', without(items, leaf));
  const { condition } = leaf;
  if (condition.kind === 'in-set') return { reached: condition.of, rest };
  return { reached: list.add({ kind: 'find-by-key', where: leaf }), rest };
}

/** True of a condition whose runs are known before. */
function isSet(predicate: Predicate): predicate is Leaf {
  return predicate.kind === 'leaf' && !predicate.negated && predicate.condition.kind === 'in-set';
}

/** Whether Postgres sorts runs by a key. */
export function isOrderedByPostgres({ expression }: BoundKey): boolean {
  return isInPostgres(expression) && storedValue(expression)?.kind !== 'membership';
}

/** Where the order is ClickHouse's: its own conditions go with it, and Postgres is asked about the candidates. */
function orderInClickHouse(
  stage: Stage,
  keys: readonly BoundKey[],
  within: StepId | undefined,
  scope: Scope,
  list: StepList,
): StepId {
  const { postgres, clickhouse, rest } = divide(stage.where);
  const limit = stage.limit === undefined ? {} : { limit: stage.limit };
  const expressions = keys.map((key) => key.expression);
  const perGroup = stage.per === undefined ? {} : { per: stage.per };
  const isWhole = stage.per === undefined;
  const simple = isWhole && expressions.every((e) => homeOfValue(e) === 'clickhouse' && whenAbsent(e) === 'missing');
  const always = { kind: 'always' } as const;
  const isOneScan = clickhouse.kind === 'always' || !readsOtherPoints(expressions, clickhouse);
  const own = simple && isOneScan && (clickhouse.kind === 'always' || predicateWhenAbsent(clickhouse) === 'fails');
  const elsewhere = own ? rest : join('and', [clickhouse, rest]);
  const where = own ? clickhouse : always;
  const reached = elsewhere.kind === 'always' ? within : findInAny(elsewhere, within, scope, list);
  const tail = { where, keys, rest: where.kind === 'always', ...limit, ...perGroup } as const;
  if (simple && stage.limit !== undefined) {
    const byKey = foundByKey(postgres, reached, list);
    const inside = byKey.reached === undefined ? {} : { within: byKey.reached };
    return list.add({ kind: 'order-clickhouse', scope, ...inside, ...tail, check: byKey.rest });
  }
  // Of rows that a stage before has left nothing is to be confirmed.
  const isLive = within !== undefined && reached !== undefined && postgres.kind === 'always';
  const set = isLive ? reached : findInPostgres(postgres, reached, scope, list);
  if (simple) return list.add({ kind: 'order-clickhouse', scope, within: set, ...tail });
  const ready = withKinValues(expressions, set, scope, list);
  const { carried } = inputsOf(ready);
  const fetched =
    carried.length === 0 ? {} : { carried: list.add({ kind: 'fetch-postgres', of: set, values: carried }) };
  const sorted = keys.map((key, index) => ({ ...key, expression: ready[index] ?? key.expression }));
  const every = { within: set, rows: set, ...fetched, ...tail, keys: sorted, rest: false };
  return list.add({ kind: 'order-clickhouse', scope, ...every });
}

interface Divided {
  readonly postgres: Predicate;
  readonly clickhouse: Predicate;
  readonly rest: Predicate;
  /** All but the part of Postgres. */
  readonly other: Predicate;
}

/** The parts of an `and` by who answers them. */
function divide(where: Predicate): Divided {
  const items = where.kind === 'and' ? where.items : [where];
  const at = (home: 'postgres' | 'clickhouse') =>
    join(
      'and',
      items.filter((item) => homeOf(item) === home),
    );
  const rest = items.filter((item) => homeOf(item) !== 'postgres' && homeOf(item) !== 'clickhouse');
  const clickhouse = at('clickhouse');
  return {
    postgres: at('postgres'),
    clickhouse,
    rest: join('and', rest),
    other: join('and', [clickhouse, ...rest]),
  };
}

/** The live runs in scope that meet a predicate, in any order. */
function findLive(where: Predicate, within: StepId | undefined, scope: Scope, list: StepList): StepId {
  const { set, rest } = foundElsewhere(where, within, scope, list);
  // What ClickHouse alone found may be deleted ones, but not among live ones.
  if (set !== undefined && within !== undefined && rest.kind === 'always') return set;
  return findInPostgres(rest, set, scope, list);
}

/** The set of live runs in scope that meet a predicate. */
function find(where: Predicate, within: StepId, scope: Scope, list: StepList): StepId {
  return where.kind === 'always' ? within : findInAny(where, within, scope, list);
}

/**
 * The runs that meet a predicate, all of its kind of store at once: for an `and` Postgres first, each next one within
 * the runs found so far; for an `or` each part, then their union. Runs that ClickHouse alone found may be deleted ones.
 */
export function findInAny(where: Predicate, within: StepId | undefined, scope: Scope, list: StepList): StepId {
  switch (homeOf(where)) {
    case 'postgres':
      return findInPostgres(where, within, scope, list);
    case 'clickhouse':
    case 'carried':
      return findInClickHouse(where, within, scope, list);
    case 'kin': {
      if (where.kind !== 'leaf') throw new Error('relatives are asked of one condition at a time');
      const always = { kind: 'always' } as const;
      const rows = within ?? (asksForParent(where) ? undefined : findInPostgres(always, undefined, scope, list));
      return findByKin(where, rows, scope, list);
    }
    case 'both':
      break;
  }
  if (where.kind !== 'and' && where.kind !== 'or') throw new Error('a leaf has one home');
  const parts = byHome(where.kind, where.items);
  if (where.kind === 'or') {
    return list.add({ kind: 'union', of: parts.map((part) => findInAny(part, within, scope, list)) });
  }
  let reached = within;
  let left = parts;
  for (const part of parts) {
    if (!left.includes(part)) continue;
    const base = reached;
    const scan = base === undefined ? undefined : inOneScan(part, left, (any) => foundByKeys(any, base, list));
    reached = findInAny(scan?.where ?? part, base, scope, list);
    left = left.filter((each) => !scan?.joined.includes(each));
  }
  if (reached === undefined) throw new Error('an `and` has no part');
  return reached;
}

/** The runs of a step that meet any of some conditions, each of which an index of Postgres answers. */
function foundByKeys(conditions: readonly Leaf[], within: StepId, list: StepList): StepId {
  const sets = conditions.map((where) => list.add({ kind: 'find-by-key', where }));
  const [only] = sets;
  const all = only !== undefined && sets.length === 1 ? only : list.add({ kind: 'union', of: sets });
  return list.add({ kind: 'order-as-given', list: all, within });
}

/** The items of an `and` or `or`, joined by home: Postgres, ClickHouse, then what must travel, then what needs several. */
function byHome(kind: 'and' | 'or', items: readonly Predicate[]): readonly Predicate[] {
  const at = (home: string) => items.filter((item) => homeOf(item) === home);
  const joined = ['postgres', 'clickhouse', 'carried'].flatMap((home) => {
    const same = at(home);
    return same.length === 0 ? [] : [join(kind, same)];
  });
  return [...joined, ...at('kin'), ...at('both')];
}

function findInPostgres(where: Predicate, within: StepId | undefined, scope: Scope, list: StepList): StepId {
  if (where.kind === 'never') return list.add({ kind: 'given', runs: [] });
  return list.add({ kind: 'find-postgres', scope, where, ...(within === undefined ? {} : { within }) });
}

/** The parts of a long `or`, each of which one statement can take. */
function partsOf(where: Predicate): readonly Predicate[] {
  return where.kind === 'or'
    ? inParts(where.items, (item) => conditionsIn(item)).map((part) => join('or', part))
    : [where];
}

/** Runs with no row in ClickHouse may meet the predicate too: then its complement is asked, or every run gets a row. */
function findInClickHouse(where: Predicate, within: StepId | undefined, scope: Scope, list: StepList): StepId {
  const parts = partsOf(where);
  if (parts.length > 1) {
    const found = parts.map((part) => findInClickHouse(part, within, scope, list));
    return list.add({ kind: 'union', of: found });
  }
  const absent = predicateWhenAbsent(where);
  const base = () => within ?? findInPostgres({ kind: 'always' }, undefined, scope, list);
  const { carried } = inputsOf(conditionsIn(where));
  if (absent === 'holds' && carried.length === 0) {
    const all = base();
    const of = list.add({ kind: 'find-clickhouse', scope, where, unmet: true, within: all });
    return list.add({ kind: 'subtract', from: all, of });
  }
  if (absent === 'fails' && carried.length === 0) {
    const inside = within === undefined ? {} : { within };
    return list.add({ kind: 'find-clickhouse', scope, where, unmet: false, ...inside });
  }
  const all = base();
  const fetched =
    carried.length === 0 ? {} : { carried: list.add({ kind: 'fetch-postgres', of: all, values: carried }) };
  const rows = absent === 'fails' ? {} : { rows: all };
  return list.add({ kind: 'find-clickhouse', scope, where, unmet: false, within: all, ...rows, ...fetched });
}
