import type {
  BoundExpression,
  KeyRef,
  MetricRef,
  ParamReading,
  PointSeries,
  SeriesAggregate,
  SeriesFunction,
} from '../bind/bound.ts';
import { children } from '../bind/children.ts';
import { expressionsOf } from '../bind/point-series.ts';
import { shapeOf } from '../bind/shape.ts';
import type { RunFieldName } from '../catalog/run-fields.ts';
import type { ValueType } from '../catalog/value-types.ts';
import { hasKin } from './kin-paths.ts';
import type { Leaf, Predicate } from './plan.ts';

/** A value by run that is there to be fetched: a field, a param or tag under one reading, or an earlier step's. */
export type StoredValue =
  | { readonly kind: 'field'; readonly field: RunFieldName }
  | {
      readonly kind: 'key';
      readonly of: 'param' | 'tag';
      readonly key: KeyRef;
      /** `type` is the type of the run's own value. */
      readonly reading: ParamReading | 'type';
    }
  | { readonly kind: 'membership'; readonly condition: Membership }
  /** What an earlier step computed: it travels as the values of Postgres do. */
  | { readonly kind: 'computed'; readonly of: number; readonly index: number; readonly type: ValueType };

/** A condition that is no comparison of values: which runs meet it is asked of Postgres. */
export type Membership = Extract<BoundExpression, { kind: 'tagged' | 'artifact-link' | 'in-set' }>;

/** A value per run that ClickHouse computes from a series. */
export type Measure =
  | { readonly kind: 'aggregate'; readonly aggregate: SeriesAggregate; readonly metric: MetricRef }
  | { readonly kind: 'series-value'; readonly of: SeriesFunction; readonly series: PointSeries };

/**
 * Who can answer a predicate alone; `carried`: ClickHouse, once values of Postgres have travelled to it; `kin`: ClickHouse,
 * over runs beside their relatives; `both`: neither.
 */
export type Home = 'postgres' | 'clickhouse' | 'carried' | 'kin' | 'both';

/** The stored value that an expression is, if it is one and Postgres can compare it as it is. */
export function storedValue(expression: BoundExpression): StoredValue | undefined {
  switch (expression.kind) {
    case 'field':
      return { kind: 'field', field: expression.field };
    case 'param':
    case 'tag':
      return { kind: 'key', of: expression.kind, key: expression.key, reading: expression.reading };
    case 'tagged':
    case 'artifact-link':
    case 'in-set':
      return { kind: 'membership', condition: expression };
    case 'computed':
      return { kind: 'computed', of: expression.of, index: expression.index, type: expression.type };
    default:
      return undefined;
  }
}

/** Whether an expression is a value that Postgres holds as it is. */
export function isInPostgres(expression: BoundExpression): boolean {
  return expression.kind !== 'computed' && !hasKin(expression) && storedValue(expression) !== undefined;
}

/** Where a predicate can be answered. */
export function homeOf(predicate: Predicate): Home {
  switch (predicate.kind) {
    case 'always':
    case 'never':
    case 'type-is':
      return 'postgres';
    case 'among':
      return 'clickhouse';
    case 'leaf':
      if (hasKin(predicate.condition)) return 'kin';
      if (comparesInPostgres(predicate.condition)) return 'postgres';
      return homeOfValue(predicate.condition);
    case 'and':
    case 'or': {
      const [first, ...rest] = predicate.items.map(homeOf);
      return first !== undefined && first !== 'kin' && rest.every((home) => home === first) ? first : 'both';
    }
  }
}

/** True of a condition that holds for few runs, as far as its form tells, and that an index of Postgres answers alone. */
export function isSelective(predicate: Predicate): predicate is Leaf {
  if (predicate.kind !== 'leaf' || predicate.negated) return false;
  const { condition } = predicate;
  const isKey = (item: BoundExpression) => item.kind === 'param' || item.kind === 'tag';
  switch (condition.kind) {
    case 'compare': {
      const sides = [condition.left, condition.right];
      const constant = sides.find(({ kind }) => kind === 'constant');
      return condition.op === '=' && constant?.kind === 'constant' && constant.value !== null && sides.some(isKey);
    }
    case 'in':
      return isKey(condition.item);
    case 'tagged':
    case 'artifact-link':
      return true;
    default:
      return false;
  }
}

/** Where an expression is computed: `carried` if it needs any value of Postgres. */
export function homeOfValue(expression: BoundExpression): 'clickhouse' | 'carried' {
  return inputsOf([expression]).carried.length === 0 && !hasKin(expression) ? 'clickhouse' : 'carried';
}

/** Whether Postgres can answer a predicate alone over rows of which it holds these columns. */
export function isAnsweredOverRows(predicate: Predicate, held: readonly string[]): boolean {
  switch (predicate.kind) {
    case 'always':
    case 'never':
      return true;
    case 'type-is':
    case 'among':
      return false;
    case 'leaf':
      return comparesInPostgres(predicate.condition, (expression) => isHeldColumn(expression, held));
    case 'and':
    case 'or':
      return predicate.items.every((item) => isAnsweredOverRows(item, held));
  }
}

/** Whether an expression is one of these columns of rows. */
export function isHeldColumn(expression: BoundExpression, held: readonly string[]): boolean {
  return expression.kind === 'row-column' && held.includes(expression.column);
}

/** True of a condition that Postgres answers by plain guarded comparisons; all else it would answer differently. */
function comparesInPostgres(condition: BoundExpression, isHeld = isInPostgres): boolean {
  const comparable = (expression: BoundExpression) => isHeld(expression) && isComparable(expression);
  switch (condition.kind) {
    case 'compare':
      return (
        (comparable(condition.left) && isConstant(condition.right)) ||
        (isConstant(condition.left) && comparable(condition.right)) ||
        (isColumn(condition.left) && isColumn(condition.right))
      );
    case 'in':
      return comparable(condition.item);
    case 'match':
      if (condition.op === 'matches') return false;
      if (condition.op === 'ilike' && !isAscii(String(condition.pattern))) return false;
      if (condition.item.type === 'list') return isTags(condition.item);
      return comparable(condition.item);
    case 'is':
      return isHeld(condition.item);
    default:
      return comparable(condition);
  }
}

/** Postgres folds the case of these letters as the language does, others by the server's locale. */
function isAscii(pattern: string): boolean {
  return [...pattern].every((character) => character < '\u0080');
}

function isComparable({ type }: BoundExpression): boolean {
  return type !== 'list' && type !== 'mixed';
}

/** Fields that are columns of the run's own row. */
function isColumn(expression: BoundExpression): boolean {
  if (expression.kind !== 'field') return false;
  return !['project', 'parent', 'tags'].includes(expression.field);
}

function isTags(expression: BoundExpression): boolean {
  return expression.kind === 'field' && expression.field === 'tags';
}

function isConstant(expression: BoundExpression): boolean {
  return expression.kind === 'constant';
}

/** What expressions are computed from, each named once, in order of appearance. */
export interface Inputs {
  /** Stored values that the expressions name themselves. */
  readonly stored: readonly StoredValue[];
  readonly measures: readonly Measure[];
  /** The stored values, and those that the measures need. */
  readonly carried: readonly StoredValue[];
}

/** The stored values and measures in expressions. */
export function inputsOf(expressions: readonly BoundExpression[]): Inputs {
  const stored = new Map<string, StoredValue>();
  const measures = new Map<string, Measure>();
  const inner = new Map<string, StoredValue>();
  const visit = (expression: BoundExpression): void => {
    for (const value of valuesOf(expression)) stored.set(storedKey(value), value);
    if (expression.kind === 'aggregate') measures.set(measureKey(expression), expression);
    if (expression.kind === 'series-value') {
      measures.set(measureKey(expression), expression);
      for (const value of inputsOf(expressionsOf(expression.series)).carried) inner.set(storedKey(value), value);
      return;
    }
    for (const child of children(expression)) visit(child);
  };
  for (const expression of expressions) visit(expression);
  return {
    stored: [...stored.values()],
    measures: [...measures.values()],
    carried: [...new Map([...stored, ...inner]).values()],
  };
}

/** The stored values that an expression names itself, not those of its parts. */
function valuesOf(expression: BoundExpression): readonly StoredValue[] {
  switch (expression.kind) {
    case 'list-element':
      return [{ kind: 'key', of: 'param', key: expression.key, reading: 'list' }];
    case 'by-type':
      if (expression.typeName !== undefined) return [];
      return [{ kind: 'key', of: expression.of, key: expression.key, reading: 'type' }];
    default: {
      const value = storedValue(expression);
      return value === undefined ? [] : [value];
    }
  }
}

/** A text that is the same for the same stored value. */
export function storedKey(value: StoredValue): string {
  if (value.kind === 'field') return `field ${value.field}`;
  if (value.kind === 'key') return `${value.of} ${value.key.ids.join(',')} ${value.reading}`;
  if (value.kind === 'computed') return `computed ${value.of} ${value.index}`;
  const { condition } = value;
  if (condition.kind === 'in-set') return `in ${condition.of}`;
  if (condition.kind === 'tagged') return `tagged ${condition.label}`;
  return `${condition.role} ${condition.like} ${condition.text}`;
}

/** A text that is the same for the same measure. */
export function measureKey(measure: Measure): string {
  if (measure.kind === 'aggregate') return `${measure.aggregate} ${measure.metric.ids.join(',')}`;
  const { of, series } = measure;
  return `${of.kind}${of.kind === 'quantile' ? ` ${of.share}` : ''} ${shapeOf(series)}`;
}
