import type { Expression, PathNode } from '@xt/grammar';
import { evaluate, isScalarCall, truth } from '../evaluate.ts';
import { runsOf } from '../query.ts';
import { aggregate } from '../series/aggregates.ts';
import { atStep, atTime, type Points } from '../series/points.ts';
import { conditionOf, metricsOf, seriesOf } from '../series/series-of.ts';
import { as } from '../values/coerce.ts';
import { compare } from '../values/compare.ts';
import { like } from '../values/match.ts';
import { amount, and, bool, duration, not, number, or, type Truth, text, type Value } from '../values/value.ts';
import { clockOf, Refused, type Run, type Scene } from '../world.ts';
import { lastStep, startOfRun } from './facts.ts';
import { fields } from './fields.ts';
import { goalOf } from './goals.ts';
import { type Group, groupLeaf } from './groups.ts';
import { firstRootOf, kinOf, parentsOf, rootsOf } from './kin.ts';
import { type Named, resolve } from './names.ts';
import { paramValue } from './params.ts';
import { rankOf } from './rank.ts';
import { runNamed } from './run-sets.ts';

/** A row of any source: the run that it is of, and columns of its own, which come before the run's. */
export interface Row {
  readonly run: Run | null;
  readonly own: ReadonlyMap<string, Value>;
  /** The rows that this one stands for, after `group by`. */
  readonly group?: Group;
}

/** Where an expression of rows stands: the rows that a clause gets, and the names that clauses before it gave. */
export interface Stage {
  readonly scene: Scene;
  readonly rows: readonly Row[];
  readonly names: ReadonlyMap<string, (row: Row) => Value>;
  /** True in a `where`, which asks its tests of any parent and root; everything else takes the first logged. */
  readonly choosing?: boolean;
  /** The parent and root that a test is being asked of, where a run has several. */
  readonly kin?: Readonly<Record<'parent' | 'root', Run | null>>;
}

/** The value of an expression for one row. */
export function valueFor(of: Expression, row: Row, stage: Stage): Value {
  return evaluate(of, { ...clockOf(stage.scene), leaf: (part) => leaf(part, row, stage) });
}

/** Whether a condition holds of a row. */
export function holdsFor(of: Expression, row: Row, stage: Stage): Truth {
  return truth(of, { ...clockOf(stage.scene), leaf: (part) => leaf(part, row, stage) });
}

/** The value of what a path names, of one run. */
export function namedValue(named: Named, run: Run, stage: Stage): Value {
  switch (named.kind) {
    case 'field':
      return fields[named.name]?.(run, stage.scene) ?? null;
    case 'metric':
      return number(aggregate('last', run.series[named.name] ?? []));
    case 'tag':
      return text(run.tags[named.name] ?? null);
    case 'param': {
      const value = paramValue(run.params[named.name]);
      if (named.item === undefined) return value;
      const item = value?.type === 'list' ? value.value[named.item] : undefined;
      return typeof item === 'number'
        ? number(item)
        : typeof item === 'string'
          ? text(item)
          : typeof item === 'boolean'
            ? bool(item)
            : null;
    }
    case 'kin': {
      const kin = stage.kin === undefined ? firstKin(named.of, run, stage) : stage.kin[named.of];
      return kin === null ? null : namedValue(named.named, kin, stage);
    }
  }
}

/** The path as the name that a clause before gave or the row's own column, if it is one. */
export function ownName(path: PathNode, row: Row, stage: Stage): Value | undefined {
  const [part] = path.parts;
  if (part === undefined || path.parts.length > 1 || part.kind === 'index') return undefined;
  const given = stage.names.get(part.text);
  return given !== undefined ? given(row) : part.kind === 'plain' ? row.own.get(part.text) : undefined;
}

function leaf(of: Expression, row: Row, stage: Stage): Value | undefined {
  const { run, group } = row;
  if (group !== undefined) return groupLeaf(of, row, group, stage);
  switch (of.kind) {
    case 'path':
      return askedOfKin(of, row, stage) ?? pathValue(of, row, stage);
    case 'compare':
      return comparedAsNumbers(of, row, stage) ?? askedOfKin(of, row, stage);
    case 'between':
    case 'in':
    case 'match':
    case 'is':
      return askedOfKin(of, row, stage);
    case 'rank':
      return number(rankOf(of, row, { ...stage, choosing: false }));
    default:
      return run === null ? undefined : runLeaf(of, run, row, stage);
  }
}

function pathValue(path: PathNode, row: Row, stage: Stage): Value {
  const own = ownName(path, row, stage);
  if (own !== undefined) return own;
  if (path.parts.length === 1 && path.parts[0]?.kind === 'plain' && path.parts[0].text === 'me')
    return text(stage.scene.user);
  if (row.run === null) throw new Refused('unknown-name', JSON.stringify(path.parts));
  return namedValue(resolve(path, stage.scene), row.run, stage);
}

type Compare = Extract<Expression, { readonly kind: 'compare' }>;

/** In order with a text that reads as a number, a param or tag that reads as one in all runs is one. */
function comparedAsNumbers({ op, left, right }: Compare, row: Row, stage: Stage): Value | undefined {
  if (op === '=' || op === '!=') return undefined;
  const read = (of: Expression, other: Expression) =>
    readAsNumber(of) ?? (other.kind === 'text' ? numberOf(of, row, stage) : undefined);
  const [a, b] = [read(left, right), read(right, left)];
  return a === undefined || b === undefined ? undefined : bool(compare(op, a, b));
}

function readAsNumber(of: Expression): Value | undefined {
  return of.kind === 'text' ? (as('number', text(of.value)) ?? undefined) : undefined;
}

function numberOf(of: Expression, row: Row, stage: Stage): Value | undefined {
  const { run } = row;
  const { scene } = stage;
  if (of.kind !== 'path' || run === null || ownName(of, row, stage) !== undefined) return undefined;
  const named = resolve(of, scene);
  if (named.kind !== 'param' && named.kind !== 'tag') return undefined;
  const { kind, name } = named;
  const valueIn = (each: Run) => (kind === 'tag' ? text(each.tags[name] ?? null) : paramValue(each.params[name]));
  const values = scene.runs.map(valueIn).filter((value) => value !== null);
  return values.every((value) => as('number', value) !== null) ? as('number', valueIn(run)) : undefined;
}

/** A test that names a parent or root is true if it is of any of them. */
function askedOfKin(of: Expression, row: Row, stage: Stage): Value | undefined {
  const { run } = row;
  if (run === null || stage.choosing !== true || stage.kin !== undefined || kinIn(of).length === 0) return undefined;
  const named = kinIn(of);
  const parents = named.includes('parent') ? orNone(kinRuns('parent', run, stage)) : [null];
  const roots = named.includes('root') ? orNone(kinRuns('root', run, stage)) : [null];
  // `not in` and its like are the opposite of `in`.
  const negated = 'negated' in of && of.negated;
  const test = negated ? { ...of, negated: false } : of;
  const asked = parents.flatMap((parent) =>
    roots.map((root) => holdsFor(test, row, { ...stage, kin: { parent, root } })),
  );
  return bool(negated ? not(or(asked)) : or(asked));
}

function orNone(runs: readonly Run[]): readonly (Run | null)[] {
  return runs.length === 0 ? [null] : runs;
}

function kinRuns(of: 'parent' | 'root', run: Run, { scene }: Stage): readonly Run[] {
  return of === 'parent' ? parentsOf(run.id, scene.world) : rootsOf(run.id, scene.world);
}

/** The first logged parent of a run, or the root that the first logged lead to. */
export function firstKin(of: 'parent' | 'root', run: Run, { scene }: Stage): Run | null {
  return of === 'parent' ? (parentsOf(run.id, scene.world)[0] ?? null) : firstRootOf(run.id, scene.world);
}

function kinIn(of: unknown): readonly ('parent' | 'root')[] {
  if (typeof of !== 'object' || of === null || ('kind' in of && of.kind === 'rank')) return [];
  if ('kind' in of && of.kind === 'plain' && 'text' in of && typeof of.text === 'string') {
    const [, word] = /^(parent|root)(?:\.|$)/.exec(of.text) ?? [];
    // `parent` alone is a field; in `parent.x` and before a quoted part it is the run.
    return word === 'parent' || word === 'root' ? [word] : [];
  }
  return Object.values(of).flatMap(kinIn);
}

function runLeaf(of: Expression, run: Run, row: Row, stage: Stage): Value | undefined {
  const { scene } = stage;
  const points = (item: Expression) => pointsFor(item, run, row, stage);
  switch (of.kind) {
    case 'call':
      return isScalarCall(of) ? undefined : seriesCall(of.name.text, of.arguments, run, row, stage);
    case 'over':
    case 'smoothed':
      return number(aggregate('last', points(of)));
    case 'at':
      return number(pointAt(of, points(of.item), row, stage));
    case 'when': {
      const first = conditionOf(of.condition, run, scene, (part) => valueFor(part, row, stage)).find(
        ({ truth }) => truth === true,
      );
      if (of.unit === 'step') return number(first?.step ?? null);
      const start = startOfRun(run);
      return duration(first === undefined || start === null ? null : (first.time - start) / 1e6);
    }
    case 'tagged':
      return bool(Object.hasOwn(run.tags, of.label.value));
    case 'artifact-link':
      return bool(
        run.artifacts
          .filter((artifact) => artifact.role === of.role)
          .some(({ name, digest }) =>
            [name, digest].some((each) => each !== null && isNamed(each, of.text.value, of.like)),
          ),
      );
    case 'kin': {
      // A query inside is one by itself, of all projects.
      const wide = { ...scene, runs: scene.world.runs };
      const others =
        of.of.kind === 'query'
          ? runsOf({ kind: 'subquery', span: of.span, query: of.of }, wide)
          : of.of.names.map((name) => runNamed(name, wide));
      const ids = new Set(others.map((each) => each.id));
      const kinds = of.by.map((word) => word.text);
      return bool(kinOf(of.relation, ids, scene.world, kinds, of.within ?? Number.POSITIVE_INFINITY).has(run.id));
    }
    default:
      return undefined;
  }
}

function isNamed(name: string, wanted: string, pattern: boolean): boolean {
  return pattern ? like([...name], [...wanted]) : name === wanted;
}

function pointsFor(item: Expression, run: Run, row: Row, stage: Stage): Points {
  return seriesOf(item, run, stage.scene, (part) => valueFor(part, row, stage), relativeFor(run, stage));
}

/** The parent or root that a test is being asked of, else the first logged. */
function relativeFor(run: Run, stage: Stage) {
  return (of: 'parent' | 'root') => (stage.kin === undefined ? firstKin(of, run, stage) : stage.kin[of]);
}

export type At = Extract<Expression, { readonly kind: 'at' }>;

function pointAt({ point }: At, points: Points, row: Row, stage: Stage): number | null {
  const found =
    point.kind === 'at-time' ? atTime(points, momentOf(point, row, stage)) : atStep(points, stepOf(point, row, stage));
  return found?.value ?? null;
}

/** The moment of a run that a point says; none where it says a step. */
export function momentOf(point: At['point'], row: Row, stage: Stage): number | null {
  if (row.run === null || point.kind !== 'at-time') return null;
  const [start, since] = [startOfRun(row.run), amount(valueFor(point.value, row, stage))];
  return start === null || since === null ? null : start + since * 1e6;
}

/** The step of a run that a point says; none where it says a time. */
export function stepOf(point: At['point'], row: Row, stage: Stage): number | null {
  const { run } = row;
  if (run === null) return null;
  switch (point.kind) {
    case 'at-step':
      return amount(valueFor(point.value, row, stage));
    case 'at-time':
      return null;
    case 'at-percent': {
      const last = lastStep(run);
      return last === null ? null : (last * point.percent) / 100;
    }
    case 'at-best': {
      const extremum = point.extremum === 'best' ? oneGoal(point.value, stage.scene) : point.extremum;
      const of = pointsFor(point.value, run, row, stage);
      return aggregate(`arg${extremum}`, of);
    }
  }
}

function seriesCall(name: string, items: readonly Expression[], run: Run, row: Row, stage: Stage): Value {
  const [item, second] = items;
  if (item === undefined) throw new Refused('not-aggregated', name);
  const constant = (part: Expression) => valueFor(part, row, stage);
  const points = () => pointsFor(item, run, row, stage);
  if (name === 'any' || name === 'all' || (name === 'count' && isCondition(item))) {
    const truths = conditionOf(item, run, stage.scene, constant, relativeFor(run, stage)).map(({ truth }) => truth);
    if (name === 'count') return number(truths.filter((each) => each === true).length);
    if (truths.length === 0) return null;
    return bool(name === 'any' ? or(truths) : and(truths));
  }
  if (name === 'best') return number(aggregate(oneGoal(item, stage.scene), points()));
  const q = second === undefined ? 0.5 : (amount(valueFor(second, row, stage)) ?? Number.NaN);
  return number(aggregate(name, points(), q));
}

/** The goal of the one metric that an expression is of. */
export function oneGoal(of: Expression, scene: Scene): 'max' | 'min' {
  const metrics = [...new Set(metricsOf(of, scene))];
  const [metric] = metrics;
  if (metric === undefined || metrics.length > 1) throw new Refused('unknown-goal', metrics.join(', '));
  return goalOf(metric, scene);
}

/** True of an expression that is a condition by its form. */
export function isCondition(of: Expression): boolean {
  return (
    ['and', 'or', 'not', 'compare', 'between', 'in', 'match', 'is', 'tagged', 'artifact-link', 'kin'].includes(
      of.kind,
    ) ||
    (of.kind === 'call' && (of.name.text === 'any' || of.name.text === 'all'))
  );
}
