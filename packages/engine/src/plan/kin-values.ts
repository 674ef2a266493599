import type { BoundColumn, BoundExpression, KinPath, OfKin, PointSeries, Scope } from '../bind/bound.ts';
import { mapChildren } from '../bind/map-children.ts';
import { mapExpressions } from '../bind/point-series.ts';
import { shapeOf } from '../bind/shape.ts';
import { hasKin, kinPathsIn } from './kin-paths.ts';
import type { Leaf } from './plan.ts';
import { splitColumns } from './split-columns.ts';
import type { StepList } from './step-list.ts';
import type { RelativeCell, Side, StepId } from './steps.ts';
import { inputsOf } from './storage.ts';

/**
 * The expressions with what earlier steps fetch in place of each value of a parent or root: of the first logged one of
 * each run of `rows`.
 */
export function withKinValues(
  expressions: readonly BoundExpression[],
  rows: StepId,
  scope: Scope,
  list: StepList,
): readonly BoundExpression[] {
  const paths = kinPathsIn(expressions);
  if (paths.length === 0) return expressions;
  const kin = list.add({ kind: 'find-relatives', of: rows, paths, all: false });
  return throughKin(expressions, { kin, paths, by: 'owner' }, scope, list);
}

/**
 * The runs of `rows` for which a condition is true of a parent or root, of any of them; where there is none, with its
 * values missing. It is false (which a negated leaf asks for) where it is of all. Without `rows`, which a condition that
 * asks for a parent does not need, those of all runs, deleted ones too.
 */
export function findByKin(leaf: Leaf, rows: StepId | undefined, scope: Scope, list: StepList): StepId {
  const paths = kinPathsIn([leaf.condition]);
  const of = rows === undefined ? {} : { of: rows };
  const kin = list.add({ kind: 'find-relatives', ...of, paths, all: true });
  const [condition] = throughKin([leaf.condition], { kin, paths, by: 'row' }, scope, list);
  if (condition === undefined) throw new Error('a condition has no value');
  const pairs = list.add({ kind: 'side-of-relatives', of: kin, side: 'row' });
  const carried = list.add({ kind: 'fetch-postgres', of: pairs, values: inputsOf([condition]).carried });
  const where = { ...leaf, condition };
  const everywhere = { several: false };
  const found = list.add({ kind: 'find-clickhouse', scope: everywhere, where, unmet: false, rows: pairs, carried });
  const met = list.add({ kind: 'owners-of', of: kin, rows: found });
  if (!leaf.negated) return met;
  const others = list.add({ kind: 'subtract', from: pairs, of: found });
  const unmet = list.add({ kind: 'owners-of', of: kin, rows: others });
  return list.add({ kind: 'subtract', from: met, of: unmet });
}

/** Whether a condition is true of no run without a parent, so that it need be asked of none. */
export function asksForParent({ condition, negated }: Leaf): boolean {
  if (negated || condition.kind !== 'compare') return false;
  const [path, ...others] = kinPathsIn([condition]);
  if (others.length > 0 || path?.length !== 1 || path[0] !== 'parent') return false;
  return [condition.left, condition.right].some(isValueOfKin);
}

/** A value that is missing where the relative is. */
function isValueOfKin(expression: BoundExpression): boolean {
  if (expression.kind === 'aggregate') return expression.aggregate !== 'count' && hasKin(expression);
  return (expression.kind === 'field' || expression.kind === 'param') && hasKin(expression);
}

/** Runs beside their relatives: which step found them, along which paths, and what a value is of: a run, or a row of both. */
export interface Beside {
  readonly kin: StepId;
  readonly paths: readonly KinPath[];
  readonly by: 'owner' | 'row';
}

/** One column that is fetched of the runs of a side; without an expression, their numbers. */
interface Wanted {
  readonly side: Side;
  readonly expression?: BoundExpression;
}

/** First what is wanted of each side is gathered and fetched, then it is put in its place. */
export function throughKin(
  expressions: readonly BoundExpression[],
  beside: Beside,
  scope: Scope,
  list: StepList,
): readonly BoundExpression[] {
  const wanted = new Map<string, Wanted>();
  for (const expression of expressions) {
    replace(expression, beside, (want, stands) => {
      wanted.set(shapeOf(want), want);
      return stands;
    });
  }
  const found = new Map<string, { readonly of: StepId; readonly index: number }>();
  const sides: readonly Side[] = ['owner', ...beside.paths.keys()];
  for (const side of sides) {
    const wants = [...wanted.values()].filter((want) => want.side === side);
    if (wants.length === 0) continue;
    const of = fetchSide(side, wants, beside, scope, list);
    for (const [index, want] of wants.entries()) found.set(shapeOf(want), { of, index });
  }
  return expressions.map((expression) =>
    replace(expression, beside, (want, { type, span }) => {
      const column = found.get(shapeOf(want));
      if (column === undefined) throw new Error('a value of a parent or root was not fetched');
      return { kind: 'computed', type, ...column, span };
    }),
  );
}

function fetchSide(side: Side, wants: readonly Wanted[], { kin, by }: Beside, scope: Scope, list: StepList): StepId {
  const runs = list.add({ kind: 'side-of-relatives', of: kin, side });
  const columns = wants.flatMap(({ expression }): BoundColumn[] => (expression ? [{ name: '', expression }] : []));
  // A relative may be of a project that none of the rows is of.
  const within = side === 'owner' ? scope : { several: scope.several };
  const shown = splitColumns(columns, runs, within, list);
  let next = 0;
  const cells = wants.map(({ expression }): RelativeCell => {
    if (expression === undefined) return { kind: 'number' };
    const cell = shown[next++]?.cells;
    if (cell === undefined) throw new Error('a column was not split');
    return { kind: 'cell', cell, ...(isMembership(expression) ? { absent: false } : {}) };
  });
  return list.add({ kind: 'through-relatives', of: kin, side, by, cells });
}

/** What stands in place of something wanted; `stands` is what it would be if it stayed. */
type Place = (want: Wanted, stands: BoundExpression) => BoundExpression;

/** An expression with each value of a relative (by row, of the run itself too) in its place. */
function replace(expression: BoundExpression, beside: Beside, place: Place): BoundExpression {
  const inside = (child: BoundExpression) => replace(child, beside, place);
  switch (expression.kind) {
    case 'field': {
      const { kin, ...bare } = expression;
      return placed(bare, kin, beside, place, expression);
    }
    case 'param':
    case 'tag':
    case 'list-element':
      return placed({ ...expression, key: bareOf(expression.key) }, expression.key.kin, beside, place, expression);
    case 'aggregate':
      return placed(
        { ...expression, metric: bareOf(expression.metric) },
        expression.metric.kin,
        beside,
        place,
        expression,
      );
    case 'by-type': {
      const { key, typeName } = expression;
      const isRead = typeName !== undefined || (key.kin === undefined && beside.by === 'owner');
      if (isRead) return mapChildren(expression, inside);
      const type = typeNameOf(expression);
      return mapChildren({ ...expression, typeName: type }, (child) =>
        child === type ? placed(type, key.kin, beside, place, type) : inside(child),
      );
    }
    case 'series-value':
      if (!hasKin(expression)) return placed(expression, undefined, beside, place, expression);
      return { ...expression, series: replaceInSeries(expression.series, beside, place) };
    case 'tagged':
    case 'artifact-link':
    case 'in-set':
    case 'computed':
      return placed(expression, undefined, beside, place, expression);
    default:
      return mapChildren(expression, inside);
  }
}

function placed(
  bare: BoundExpression,
  kin: KinPath | undefined,
  beside: Beside,
  place: Place,
  stands: BoundExpression,
): BoundExpression {
  const side = sideOf(kin, beside);
  return side === undefined ? stands : place({ side, expression: bare }, stands);
}

/** Undefined for the run's own values, where they are read as always. */
function sideOf(kin: KinPath | undefined, { paths, by }: Beside): Side | undefined {
  if (kin === undefined) return by === 'row' ? 'owner' : undefined;
  return paths.findIndex((path) => path.join('.') === kin.join('.'));
}

/** Points come from the run whose metric it is. */
function replaceInSeries(series: PointSeries, beside: Beside, place: Place): PointSeries {
  const own = mapExpressions(series, (of) => replace(of, beside, place));
  switch (own.kind) {
    case 'metric': {
      const { metric, span } = own;
      const side = sideOf(metric.kin, beside);
      if (side === undefined) return own;
      const number: BoundExpression = { kind: 'constant', type: 'number', value: null, span };
      return { ...own, metric: bareOf(metric), ofRun: place({ side }, number) };
    }
    case 'window':
    case 'smoothed':
      return { ...own, of: metricsInPlace(own.of, beside, place) };
    case 'pointwise':
      return { ...own, of: own.of.map((each) => metricsInPlace(each, beside, place)) };
  }
}

/** The same of a series whose expressions are replaced already. */
function metricsInPlace(series: PointSeries, beside: Beside, place: Place): PointSeries {
  switch (series.kind) {
    case 'metric':
      return replaceInSeries(series, beside, place);
    case 'window':
    case 'smoothed':
      return { ...series, of: metricsInPlace(series.of, beside, place) };
    case 'pointwise':
      return { ...series, of: series.of.map((each) => metricsInPlace(each, beside, place)) };
  }
}

type ByType = Extract<BoundExpression, { readonly kind: 'by-type' }>;

/** The name of the type of a param or tag, as an expression. */
function typeNameOf({ key, of, span }: ByType): ByType {
  const name = (value: string): BoundExpression => ({ kind: 'constant', type: 'text', value, span });
  const branches = { number: name('number'), text: name('text'), bool: name('bool'), list: name('list') };
  return { kind: 'by-type', type: 'text', of, key: bareOf(key), ...branches, span };
}

function bareOf<T extends OfKin>({ kin: _, ...bare }: T): Omit<T, 'kin'> {
  return bare;
}

function isMembership({ kind }: BoundExpression): boolean {
  return kind === 'tagged' || kind === 'artifact-link' || kind === 'in-set';
}
