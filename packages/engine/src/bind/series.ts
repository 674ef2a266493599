import { type Expression, type Point, printExpression, printPoint } from '@xt/grammar';
import type { BoundExpression, PointSeries, SeriesWindow } from './bound.ts';
import { coerce } from './coercion.ts';
import { bindCondition } from './conditions.ts';
import { problem } from './diagnostics.ts';
import { type Environment, withoutPoints } from './environment.ts';
import { bindExpression } from './expressions.ts';
import { findGoalOfSeries } from './goals.ts';
import { bindSeries, collectPoints, reportNoSeries } from './points.ts';
import { valueOfSeries } from './series-values.ts';
import { bindSmoothing, bindWindow, sinceStart } from './series-windows.ts';

type NodeOf<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

/** Binds `val.acc at …`: the last value of the series cut off there. */
export function bindAt(environment: Environment, node: NodeOf<'at'>): BoundExpression | undefined {
  const series = bindSeries(environment, node.item, 'at');
  const window = bindPoint(withoutPoints(environment), node.point);
  if (series === undefined || window === undefined) return undefined;
  const of = { kind: 'at', point: printPoint(node.point) } as const;
  const cut = { kind: 'window', of: series, window } as const;
  const name = series.kind === 'metric' ? series.metric.name : printExpression(node.item);
  return { kind: 'series-value', type: 'number', of, series: cut, name, span: node.span };
}

/** Binds a point: the window up to it. */
export function bindPoint(environment: Environment, point: Point): SeriesWindow | undefined {
  const { span } = point;
  switch (point.kind) {
    case 'at-step': {
      const step = bindExpression(environment, point.value);
      const to = step === undefined ? undefined : coerce(environment, step, 'number');
      return to === undefined ? undefined : { kind: 'steps', to };
    }
    case 'at-time': {
      const time = bindExpression(environment, point.value);
      const duration = time === undefined ? undefined : coerce(environment, time, 'duration');
      return duration === undefined ? undefined : { kind: 'time', to: sinceStart(duration) };
    }
    case 'at-percent': {
      if (point.percent > 100) {
        const hint = 'of the last step of the run: `at 100%` is at its end';
        const found = `\`${printPoint(point)}\``;
        environment.report(problem('out-of-range', span, { expected: 'a share up to 100%', found, hint }));
        return undefined;
      }
      const left = { kind: 'field', type: 'number', field: 'step', span } as const;
      const constant = (value: number) => ({ kind: 'constant', type: 'number', value, span }) as const;
      const times = {
        kind: 'arithmetic',
        type: 'number',
        op: '*',
        left,
        right: constant(point.percent),
        span,
      } as const;
      const to = { kind: 'arithmetic', type: 'number', op: '/', left: times, right: constant(100), span } as const;
      return { kind: 'steps', to };
    }
    case 'at-best': {
      const series = bindSeries(environment, point.value, point.extremum);
      const extremum =
        series === undefined || point.extremum !== 'best'
          ? point.extremum
          : findGoalOfSeries(environment, series, point.value);
      if (series === undefined || extremum === undefined) return undefined;
      const of = extremum === 'min' ? 'argmin' : 'argmax';
      return { kind: 'steps', to: valueOfSeries({ kind: of }, series, 'number', span, printExpression(point.value)) };
    }
  }
}

/** Binds a window or a smoothing of a series, which stands inside a function, before `at` or after `when`. */
export function bindSeriesPostfix(
  environment: Environment,
  node: NodeOf<'over' | 'smoothed'>,
): BoundExpression | undefined {
  const { span } = node;
  const series = bindPostfix(environment, node);
  if (series === undefined) return undefined;
  const { points } = environment.row;
  if (points !== undefined) return { kind: 'point', type: 'number', index: points.add(series), span };
  const name = printExpression(node);
  const function_ = node.kind === 'over' ? 'mean' : 'last';
  const found = `\`${name}\` is a series, where one value is expected`;
  environment.report(problem('not-a-value', span, { found, hint: `a function of it: \`${function_}(${name})\`` }));
  return undefined;
}

function bindPostfix(environment: Environment, node: NodeOf<'over' | 'smoothed'>): PointSeries | undefined {
  const inside = insideCall(node);
  const hint = inside === undefined ? undefined : `inside the function: \`${printExpression(inside)}\``;
  const of = bindSeries(environment, node.item, node.kind === 'over' ? 'over' : 'smooth', hint);
  if (node.kind === 'over') {
    const window = bindWindow(environment, node.window);
    return of === undefined || window === undefined ? undefined : { kind: 'window', of, window };
  }
  const smoothing = bindSmoothing(environment, node.smoothing);
  return of === undefined || smoothing === undefined ? undefined : { kind: 'smoothed', of, smoothing };
}

/** `mean(loss over last 9)` of `mean(loss) over last 9`. */
function insideCall(node: NodeOf<'over' | 'smoothed'>): Expression | undefined {
  const { item } = node;
  const [series, ...others] = item.kind === 'call' ? item.arguments : [];
  if (item.kind !== 'call' || series === undefined) return undefined;
  return { ...item, arguments: [{ ...node, item: series }, ...others] };
}

/** Binds `step when …`, `time when …`: the time is that since the run's start. */
export function bindWhen(environment: Environment, node: NodeOf<'when'>): BoundExpression | undefined {
  const { span, unit, condition } = node;
  const found = collectPoints(environment, (inside) => bindCondition(inside, condition));
  if (found === undefined) return undefined;
  if (!('series' in found)) return reportNoSeries(environment, condition, found.value, `${unit} when`);
  const name = printExpression(condition);
  if (unit === 'step') return valueOfSeries({ kind: 'step-when' }, found.series, 'number', span, name);
  const left = valueOfSeries({ kind: 'time-when' }, found.series, 'time', span, name);
  const right = { kind: 'field', type: 'time', field: 'started', span } as const;
  return { kind: 'arithmetic', type: 'duration', op: '-', left, right, span };
}
