import type { Expression } from '@xt/grammar';
import { evaluate } from '../evaluate.ts';
import { resolve } from '../runs/names.ts';
import { amount, type Truth, type Value } from '../values/value.ts';
import { clockOf, type Run, type Scene } from '../world.ts';
import type { Points } from './points.ts';
import { smooth } from './smooth.ts';
import { over } from './windows.ts';

/** A value of a run that is no series, which is the same at every point. */
export type Constant = (of: Expression) => Value;

/**
 * The points of an expression of series: arithmetic is point by point over the steps that all have. A point has the
 * latest of their times; where the value is missing there is no point.
 */
export function seriesOf(of: Expression, run: Run, scene: Scene, constant: Constant): Points {
  return pointwise(of, run, scene, constant).flatMap(({ step, time, value }) => {
    const own = amount(value);
    return own === null ? [] : [{ step, time, value: own }];
  });
}

/** Whether a condition of series holds, at each of the steps that all have; null is unknown. */
export function conditionOf(of: Expression, run: Run, scene: Scene, constant: Constant) {
  return pointwise(of, run, scene, constant).map(({ step, time, value }) => {
    const truth: Truth = value?.type === 'bool' ? value.value : null;
    return { step, time, truth };
  });
}

/** The metrics that an expression is made of, by their stored names. */
export function metricsOf(of: Expression, scene: Scene): readonly string[] {
  if (of.kind === 'at' || of.kind === 'over' || of.kind === 'smoothed') return metricsOf(of.item, scene);
  return seriesIn(of, scene).flatMap((atom) => {
    if (atom.kind !== 'path') return metricsOf(atom, scene);
    const named = resolve(atom, scene);
    return named.kind === 'metric' ? [named.name] : [];
  });
}

function pointwise(of: Expression, run: Run, scene: Scene, constant: Constant) {
  const atoms = seriesIn(of, scene);
  const series = new Map(atoms.map((atom) => [atom, atomPoints(atom, run, scene, constant)] as const));
  const [first = []] = series.values();
  const common = first.flatMap(({ step }) => {
    const points = [...series.values()].map((each) => each.find((point) => point.step === step));
    return points.includes(undefined)
      ? []
      : [{ step, time: Math.max(...points.flatMap((point) => point?.time ?? [])) }];
  });
  return common.map(({ step, time }) => {
    const leaf = (part: Expression): Value | undefined => {
      const own = series.get(part);
      if (own !== undefined) return { type: 'number', value: valueAt(own, step) ?? Number.NaN };
      return isConstant(part) ? constant(part) : undefined;
    };
    return { step, time, value: evaluate(of, { ...clockOf(scene), leaf }) };
  });
}

function valueAt(points: Points, step: number): number | undefined {
  return points.find((point) => point.step === step)?.value;
}

/** What stands for a series of its own in an expression: metrics, windows, smoothed series. */
function seriesIn(of: Expression, scene: Scene): readonly Expression[] {
  switch (of.kind) {
    case 'over':
    case 'smoothed':
      return [of];
    case 'path':
      return resolve(of, scene).kind === 'metric' ? [of] : [];
    case 'and':
    case 'or':
      return of.items.flatMap((item) => seriesIn(item, scene));
    case 'not':
    case 'negate':
    case 'is':
      return seriesIn(of.item, scene);
    case 'compare':
    case 'arithmetic':
      return [of.left, of.right].flatMap((item) => seriesIn(item, scene));
    case 'between':
      return [of.item, of.low, of.high].flatMap((item) => seriesIn(item, scene));
    case 'in':
      return [of.item, ...of.values].flatMap((item) => seriesIn(item, scene));
    case 'call':
      return of.arguments.flatMap((item) => seriesIn(item, scene));
    default:
      return [];
  }
}

function isConstant(of: Expression): boolean {
  return of.kind === 'path';
}

function atomPoints(atom: Expression, run: Run, scene: Scene, constant: Constant): Points {
  switch (atom.kind) {
    case 'over':
      return over(seriesOf(atom.item, run, scene, constant), atom.window, run);
    case 'smoothed': {
      const points = seriesOf(atom.item, run, scene, constant);
      const along = points.map(({ step, value }) => ({ x: step, value }));
      const smoothed = smooth(atom.smoothing.method.text, atom.smoothing.amount.value, along);
      return points.map((point, index) => ({ ...point, value: smoothed[index] ?? Number.NaN }));
    }
    case 'path': {
      const named = resolve(atom, scene);
      return named.kind === 'metric' ? (run.series[named.name] ?? []) : [];
    }
    default:
      return [];
  }
}
