import type { Expression } from '@xt/grammar';
import { evaluate } from '../evaluate.ts';
import { firstRootOf, parentsOf } from '../runs/kin.ts';
import { type Named, resolve } from '../runs/names.ts';
import { amount, type Truth, type Value } from '../values/value.ts';
import { clockOf, type Run, type Scene } from '../world.ts';
import type { Points } from './points.ts';
import { smooth } from './smooth.ts';
import { over } from './windows.ts';

/** A value of a run that is no series, which is the same at every point. */
export type Constant = (of: Expression) => Value;
/** Whose points a parent's or root's are. */
export type Relative = (of: 'parent' | 'root') => Run | null;

/**
 * The points of an expression of series: arithmetic is point by point over the steps that all have. A point has the
 * latest of their times; where the value is missing there is no point.
 */
export function seriesOf(
  of: Expression,
  run: Run,
  scene: Scene,
  constant: Constant,
  relative: Relative = (kin) => firstKin(kin, run, scene),
): Points {
  return pointwise(of, run, scene, constant, relative).flatMap(({ step, time, value }) => {
    const own = amount(value);
    return own === null ? [] : [{ step, time, value: own }];
  });
}

/** Whether a condition of series holds, at each of the steps that all have; null is unknown. */
export function conditionOf(
  of: Expression,
  run: Run,
  scene: Scene,
  constant: Constant,
  relative: Relative = (kin) => firstKin(kin, run, scene),
) {
  return pointwise(of, run, scene, constant, relative).map(({ step, time, value }) => {
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

function pointwise(of: Expression, run: Run, scene: Scene, constant: Constant, relative: Relative) {
  const atoms = seriesIn(of, scene);
  const series = new Map(atoms.map((atom) => [atom, atomPoints(atom, run, scene, constant, relative)] as const));
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
      return isSeries(resolve(of, scene)) ? [of] : [];
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

function isSeries(named: Named): boolean {
  return named.kind === 'metric' || (named.kind === 'kin' && named.named.kind === 'metric');
}

function isConstant(of: Expression): boolean {
  return of.kind === 'path';
}

function atomPoints(atom: Expression, run: Run, scene: Scene, constant: Constant, relative: Relative): Points {
  switch (atom.kind) {
    case 'over':
      return over(seriesOf(atom.item, run, scene, constant, relative), atom.window, run);
    case 'smoothed': {
      const points = seriesOf(atom.item, run, scene, constant, relative);
      const along = points.map(({ step, value }) => ({ x: step, value }));
      const { method, amount } = atom.smoothing;
      const smoothed = smooth(method.text, amount.value, along, scene.lastDigits);
      return points.map((point, index) => ({ ...point, value: smoothed[index] ?? Number.NaN }));
    }
    case 'path': {
      const named = resolve(atom, scene);
      if (named.kind === 'metric') return run.series[named.name] ?? [];
      const kin = named.kind === 'kin' ? relative(named.of) : null;
      return named.kind === 'kin' && named.named.kind === 'metric' ? (kin?.series[named.named.name] ?? []) : [];
    }
    default:
      return [];
  }
}

function firstKin(of: 'parent' | 'root', run: Run, { world }: Scene): Run | null {
  return of === 'parent' ? (parentsOf(run.id, world)[0] ?? null) : firstRootOf(run.id, world);
}
