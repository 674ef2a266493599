import type { Expression, Point } from '@xt/grammar';
import type { BoundExpression, MetricRef } from './bound.ts';
import { coerce } from './coercion.ts';
import { bindCondition } from './conditions.ts';
import { describe } from './describe.ts';
import { problem } from './diagnostics.ts';
import { type Environment, muted, placeholder } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { resolvePath } from './paths.ts';
import { asValue } from './values.ts';

type NodeOf<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/**
 * Binds what must be a series: a metric, or `composite` for one computed point by point. `of` is what needs it, for
 * the message. Undefined where it is none, which is reported.
 */
export function bindSeries(
  environment: Environment,
  node: Expression,
  of: string,
): MetricRef | 'composite' | undefined {
  if (node.kind === 'path') {
    const resolved = resolvePath(environment, node);
    if (resolved === undefined) return undefined;
    if (resolved.kind === 'metric') return resolved.ofKin ? 'composite' : resolved.metric;
    return reportNoSeries(environment, node, asValue(resolved, node.span), of);
  }
  if (node.kind === 'over' || node.kind === 'smoothed') return bindSeries(environment, node.item, of) && 'composite';
  const bound = bindExpression(environment, node);
  if (bound === undefined) return undefined;
  return hasSeries(environment, node) ? 'composite' : reportNoSeries(environment, node, bound, of);
}

/** Binds `val.acc at …`. */
export function bindAt(environment: Environment, node: NodeOf<'at'>): BoundExpression | undefined {
  const metric = bindSeries(environment, node.item, 'at');
  const step = bindPoint(environment, node.point);
  if (metric === undefined || step === undefined) return undefined;
  if (node.point.kind !== 'at-step') environment.notYet(node.point.span, '`at` with anything but a step');
  if (metric === 'composite') {
    environment.notYet(node.item.span, 'a series that is computed point by point');
    return placeholder('number', node.span);
  }
  return { kind: 'at-step', type: 'number', metric, step, span: node.span };
}

function bindPoint(environment: Environment, point: Point): BoundExpression | undefined {
  switch (point.kind) {
    case 'at-step': {
      const step = bindExpression(environment, point.value);
      return step === undefined ? undefined : coerce(environment, step, 'number');
    }
    case 'at-time': {
      const time = bindExpression(environment, point.value);
      return time === undefined ? undefined : coerce(environment, time, 'duration');
    }
    case 'at-percent':
      return placeholder('number', point.span);
    case 'at-best':
      return bindSeries(environment, point.value, point.extremum) && placeholder('number', point.span);
  }
}

/** Binds a window or a smoothing of a series, which needs a function around it or an `at`. */
export function bindSeriesPostfix(
  environment: Environment,
  node: NodeOf<'over' | 'smoothed'>,
): BoundExpression | undefined {
  const word = node.kind === 'over' ? 'over' : 'smooth';
  if (bindSeries(environment, node.item, word) === undefined) return undefined;
  environment.notYet(node.span, `\`${word}\``);
  return placeholder('number', node.span);
}

/** Binds `step when …`, `time when …`. */
export function bindWhen(environment: Environment, node: NodeOf<'when'>): BoundExpression | undefined {
  if (bindCondition(environment, node.condition) === undefined) return undefined;
  environment.notYet(node.span, `\`${node.unit} when\``);
  return placeholder(node.unit === 'step' ? 'number' : 'duration', node.span);
}

/** Whether a metric stands in it as its series, outside of functions that make one value of it. */
function hasSeries(environment: Environment, node: Expression): boolean {
  switch (node.kind) {
    case 'path':
      return resolvePath(muted(environment), node, 'text')?.kind === 'metric';
    case 'arithmetic':
      return hasSeries(environment, node.left) || hasSeries(environment, node.right);
    case 'negate':
      return hasSeries(environment, node.item);
    case 'over':
    case 'smoothed':
      return true;
    case 'call':
      return isPointwise(node.name.text) && node.arguments.some((argument) => hasSeries(environment, argument));
    default:
      return false;
  }
}

function isPointwise(name: string): boolean {
  return /^(abs|round|floor|ceil|log|log10|exp|sqrt|least|greatest|coalesce)$/i.test(name);
}

function reportNoSeries(environment: Environment, node: Expression, bound: BoundExpression, of: string): undefined {
  const found = bound.kind === 'field' ? `the field \`${bound.field}\`` : describe(bound);
  const metrics = environment.catalog.exact('metric', bound.kind === 'field' ? bound.field : '');
  const isMetric = bound.kind === 'field' && metrics.length > 0;
  const hint = isMetric ? `the metric: \`metrics.${bound.field}\`` : 'it has one value; over runs: after `group by`';
  environment.report(problem('not-a-series', node.span, { name: of, found, hint }));
}
