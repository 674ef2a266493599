import type { Span } from '@xt/grammar';
import { typeBits } from '../catalog/value-types.ts';
import type { BoundColumn, BoundExpression, Check, KeyRef, MetricRef, PointSeries, RunClause } from './bound.ts';
import { children } from './children.ts';
import { readable } from './coercion.ts';
import { mapChildren } from './map-children.ts';
import { nanConditions } from './nan-conditions.ts';
import { metricsOf } from './point-series.ts';
import { shapeOf } from './shape.ts';

type Kind = BoundExpression['kind'];
type Of<K extends Kind> = Extract<BoundExpression, { readonly kind: K }>;
/** A name of the data where it stands in an expression. */
interface Naming {
  readonly what: 'metric' | 'param' | 'tag';
  readonly ref: MetricRef | KeyRef;
  readonly span: Span;
}

/** The notes on a query that only its data can confirm, in order of appearance, each once. */
export function checksOf(clauses: readonly RunClause[], columns: readonly BoundColumn[]): readonly Check[] {
  const conditions = clauses.flatMap((clause) => (clause.kind === 'where' ? [clause.condition] : []));
  const keys = clauses.flatMap(orderOf);
  const everything = [...conditions, ...keys, ...columns.map((column) => column.expression)];
  const decided = conditions.map((condition) => withRankKeys(condition, clauses));
  const asked = new Set(decided.flatMap(askedMissing).map(keyOf));
  const lacking = decided.flatMap(compared).filter((naming) => !asked.has(keyOf(naming)));
  return firstOfEach([
    ...lacking.map(lackingCheck),
    ...everything.flatMap(otherSpellings),
    ...everything.flatMap(readings),
    ...everything.flatMap(seriesChecks),
    ...everything.flatMap(innerChecks),
  ]);
}

/** The condition with what is ranked in place of each rank: what lacks it has none. */
function withRankKeys(condition: BoundExpression, clauses: readonly RunClause[]): BoundExpression {
  if (condition.kind !== 'clause-value') return mapChildren(condition, (child) => withRankKeys(child, clauses));
  for (const clause of clauses) {
    const isIt = clause.kind === 'compute' && clause.id === condition.clause;
    if (isIt && clause.of.kind === 'rank') return withRankKeys(clause.of.key.expression, clauses);
  }
  return condition;
}

/** What a clause sorts or computes by. */
function orderOf(clause: RunClause): readonly BoundExpression[] {
  switch (clause.kind) {
    case 'where':
    case 'limit':
      return [];
    case 'sort':
      return clause.keys.map((key) => key.expression);
    case 'top':
      return [...clause.per, clause.key.expression];
    case 'compute':
      return clause.of.kind === 'rank' ? [...clause.of.per, clause.of.key.expression] : [clause.of.item];
  }
}

/** What a condition cannot decide without a value: not what asks for the missing itself, or has something in its place. */
function compared(expression: BoundExpression): readonly Naming[] {
  if (expression.kind === 'is' && expression.test === 'missing') return [];
  if (expression.kind === 'call' && expression.function === 'coalesce') return readsOneValue(expression);
  return counts(expression) ? [] : [...namesOf(expression), ...below(expression, compared)];
}

/** Several readings of one value, as `number(...)` makes of a param that has numbers and bools, have nothing in its place. */
function readsOneValue(expression: Of<'call'>): readonly Naming[] {
  const [first, ...others] = expression.arguments.map(named);
  const [only, ...more] = first ?? [];
  if (only === undefined || more.length > 0 || others.length === 0) return [];
  const isSame = (names: readonly Naming[]) => names.length === 1 && names.every((name) => keyOf(name) === keyOf(only));
  return others.every(isSame) ? [only] : [];
}

/** Without points a count is 0. */
function counts(expression: BoundExpression): boolean {
  if (expression.kind === 'aggregate') return expression.aggregate === 'count';
  return expression.kind === 'series-value' && ['count', 'count-true'].includes(expression.of.kind);
}

function askedMissing(expression: BoundExpression): readonly Naming[] {
  if (expression.kind === 'is' && expression.test === 'missing') return named(expression.item);
  return below(expression, askedMissing);
}

function named(expression: BoundExpression): readonly Naming[] {
  return [...namesOf(expression), ...below(expression, named)];
}

function below<T>(expression: BoundExpression, collect: (child: BoundExpression) => readonly T[]): readonly T[] {
  // A list may have 100,000 parts, and `flatMap` is slow.
  const found: T[] = [];
  for (const child of children(expression)) for (const each of collect(child)) found.push(each);
  return found;
}

/** The names that an expression itself says, not its parts. */
function namesOf(expression: BoundExpression): readonly Naming[] {
  const { span } = expression;
  switch (expression.kind) {
    case 'aggregate':
      return [{ what: 'metric', ref: expression.metric, span }];
    case 'series-value':
      return metricsOf(expression.series).map(({ metric, span: at }) => ({ what: 'metric', ref: metric, span: at }));
    case 'tag':
      return [{ what: 'tag', ref: expression.key, span }];
    case 'param':
    case 'list-element':
      return [{ what: 'param', ref: expression.key, span }];
    case 'by-type':
      return [{ what: expression.of, ref: expression.key, span }];
    default:
      return [];
  }
}

function keyOf({ what, ref }: Naming): string {
  return `${what} ${ref.name}`;
}

function lackingCheck({ what, ref: { name, ids }, span }: Naming): Check {
  return { kind: 'lacking', span, what, name, ids };
}

/** Those of the queries inside. */
function innerChecks(expression: BoundExpression): readonly Check[] {
  if (expression.kind === 'kin') return 'kind' in expression.of ? expression.of.checks : [];
  return below(expression, innerChecks);
}

function otherSpellings(expression: BoundExpression): readonly Check[] {
  return named(expression).flatMap(({ what, ref: { name, ids, others }, span }): readonly Check[] => {
    return others.length === 0 ? [] : [{ kind: 'other-spelling', span, what, name, ids, others }];
  });
}

/** Which values of params are read as another type than they were stored in, and which cannot be read at all. */
function readings(expression: BoundExpression): readonly Check[] {
  if (expression.kind === 'by-type') return typeChecks(expression, branchTypes(expression), 0);
  if (expression.kind === 'call' && expression.function === 'number') return [];
  if (expression.kind !== 'param' && expression.kind !== 'tag') return below(expression, readings);
  const { reading } = expression;
  if (reading === 'shown') return [];
  const asNumber = reading === 'number' ? typeBits.numericText : 0;
  return typeChecks(expression, readable[reading], asNumber | (reading === 'bool' ? typeBits.boolText : 0));
}

function branchTypes(expression: Of<'by-type'>): number {
  const number = expression.number === undefined ? 0 : typeBits.number;
  const bool = expression.bool === undefined ? 0 : typeBits.bool;
  return number | bool | (expression.text === undefined ? 0 : readable.text);
}

function typeChecks(expression: Of<'param' | 'tag' | 'by-type'>, used: number, coerced: number): readonly Check[] {
  const { key, span } = expression;
  const of = expression.kind === 'by-type' ? expression.of : expression.kind;
  const reading = expression.kind === 'by-type' ? 'shown' : expression.reading;
  const checks = [
    { kind: 'coerced', types: key.types & coerced },
    { kind: 'other-type', types: otherTypes(key, used) },
  ] as const;
  return checks.flatMap(({ kind, types }) => (types === 0 ? [] : [{ kind, span, key, of, reading, types }]));
}

function otherTypes(key: KeyRef, used: number): number {
  return key.types & ~used & ~typeBits.null;
}

const skipNan: ReadonlySet<string> = new Set([
  'min',
  'max',
  'mean',
  'median',
  'quantile',
  'sum',
  'std',
  'var',
  'argmin',
  'argmax',
  'slope',
]);

function seriesChecks(expression: BoundExpression): readonly Check[] {
  return [...ownSeriesChecks(expression), ...below(expression, seriesChecks)];
}

function ownSeriesChecks(expression: BoundExpression): readonly Check[] {
  const { span } = expression;
  if (expression.kind === 'aggregate') {
    return skipNan.has(expression.aggregate) ? [{ kind: 'nan-skipped', span, metric: expression.metric }] : [];
  }
  if (expression.kind !== 'series-value') return [];
  const { of, series, name } = expression;
  if (of.kind === 'at') return endedBefore(series, name, of.point, span);
  if (!skipNan.has(of.kind)) return [];
  if (series.kind === 'metric') return [{ kind: 'nan-skipped', span, metric: series.metric }];
  return [{ kind: 'nan-made', span, name, conditions: nanConditions(series, name, span) }];
}

/** The last point of the series itself comes before where it is asked. */
function endedBefore(cut: PointSeries, name: string, point: string, span: Span): readonly Check[] {
  if (cut.kind !== 'window' || 'size' in cut.window || cut.window.to === undefined) return [];
  const { kind, to } = cut.window;
  const of = kind === 'steps' ? 'last-step' : 'last-time';
  const last = { kind: 'series-value', type: to.type, of: { kind: of }, series: cut.of, name, span } as const;
  const condition = { kind: 'compare', type: 'bool', op: '<', left: last, right: to, span } as const;
  return [{ kind: 'ended-before', span, name, point, conditions: [condition] }];
}

function firstOfEach(checks: readonly Check[]): readonly Check[] {
  const seen = new Set<string>();
  return checks.filter((check) => {
    const key = shapeOf(check);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
