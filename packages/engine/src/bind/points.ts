import type { Expression } from '@xt/grammar';
import type { BoundExpression, PointSeries } from './bound.ts';
import { coerce } from './coercion.ts';
import { describe } from './describe.ts';
import { problem } from './diagnostics.ts';
import { type Environment, withRow } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { shapeOf } from './shape.ts';

type Bind = (environment: Environment) => BoundExpression | undefined;

/** What an expression is where metrics stand in it as their series: a series, or one value where there is none in it. */
export type Collected =
  | { readonly series: PointSeries; readonly value: BoundExpression }
  | { readonly value: BoundExpression };

/**
 * Binds what is computed point by point: every metric in it, windowed and smoothed ones too, is one of the series, and
 * all else has one value a run.
 */
export function collectPoints(environment: Environment, bind: Bind): Collected | undefined {
  const of: PointSeries[] = [];
  const places = new Map<string, number>();
  const add = (series: PointSeries): number => {
    const shape = shapeOf(series);
    const place = places.get(shape) ?? of.push(series) - 1;
    places.set(shape, place);
    return place;
  };
  const value = bind(withRow(environment, { points: { add } }));
  if (value === undefined) return undefined;
  const itself = value.kind === 'point' ? of[value.index] : undefined;
  if (itself !== undefined) return { series: itself, value };
  return of.length === 0 ? { value } : { series: { kind: 'pointwise', of, value }, value };
}

/**
 * Binds what must be a series of numbers; `of` is what needs it, for the message. Reports where it is none, with the
 * hint that is given.
 */
export function bindSeries(
  environment: Environment,
  node: Expression,
  of: string,
  hint?: string,
): PointSeries | undefined {
  const found = collectPoints(environment, (inside) => bindExpression(inside, node));
  if (found === undefined) return undefined;
  return 'series' in found ? ofNumbers(environment, found) : reportNoSeries(environment, node, found.value, of, hint);
}

/** The series where its values are numbers; reports where they are not. */
export function ofNumbers(
  environment: Environment,
  { series, value }: Extract<Collected, { readonly series: PointSeries }>,
): PointSeries | undefined {
  if (series.kind !== 'pointwise') return series;
  const number = coerce(environment, value, 'number');
  return number === undefined ? undefined : { ...series, value: number };
}

/** Says that something has one value where a series is wanted. */
export function reportNoSeries(
  environment: Environment,
  node: Expression,
  bound: BoundExpression,
  of: string,
  better?: string,
): undefined {
  const field = bound.kind === 'field' ? bound.field : undefined;
  const found = field === undefined ? describe(bound) : `the field \`${field}\``;
  const isMetric = field !== undefined && environment.catalog.exact('metric', field).length > 0;
  const once = bound.type === 'bool' ? 'no metric stands in it' : 'it has one value; over runs: after `group by`';
  const hint = isMetric ? `the metric: \`metrics.${field}\`` : (better ?? once);
  environment.report(problem('not-a-series', node.span, { name: of, found, hint }));
}
